use super::*;

fn said(language: Language, word: &str, standing: Standing, is_held: bool) -> Said {
    Said { concept: "sex-work".into(), language, word: word.into(), standing, is_held }
}

fn usage() -> Usage {
    let mut usage = Usage::new(By::Year);
    let avoided = |held| said(Language::En, "prostitution", Standing::Avoided, held);
    let preferred = || said(Language::En, "sex work", Standing::Preferred, false);
    usage.add(Date::parse("2019-05-01"), HashMap::from([(avoided(false), 3), (preferred(), 1)]));
    usage.add(Date::parse("2021"), HashMap::from([(preferred(), 3), (avoided(true), 1)]));
    usage.add(Date::parse("2021-02-03"), HashMap::new());
    usage.mark_named(&|_, _| true);
    usage
}

fn written(usage: &Usage, format: Format) -> String {
    let mut out = Vec::new();
    usage.write(format, Language::En, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn dates_of_any_length() {
    let date = |year, month, day| Some(Date { year, month, day });
    for (text, expected) in [
        ("2021-03-04T10:00:00Z", date(2021, 3, 4)),
        ("2021-03", date(2021, 3, 0)),
        ("2021", date(2021, 0, 0)),
        ("2021-13-40", date(2021, 0, 0)),
        ("20210", None),
        ("0021-01-01", None),
        ("mars 2021", None),
    ] {
        assert_eq!(Date::parse(text), expected, "{text}");
    }
}

#[test]
fn periods_follow_one_another() {
    let december = Date { year: 2020, month: 12, day: 31 };
    let january = Date { year: 2021, month: 1, day: 1 };
    for (by, label) in [(By::Year, "2020"), (By::Quarter, "2020-Q4"), (By::Month, "2020-12")] {
        assert_eq!(by.label(by.period(december)), label);
        assert_eq!(by.period(january), by.period(december) + 1, "{label}");
    }
}

/// The purpose: a network shows that one word has taken the place of the other; a quotation of the old one counts for nobody.
#[test]
fn the_table_tells_the_change() {
    let text = written(&usage(), Format::Text);
    let row = |label: &str| -> Vec<String> {
        let line = text.lines().find(|l| l.trim_start().starts_with(label)).unwrap_or_else(|| panic!("{label}\n{text}"));
        line.split_whitespace().map(String::from).collect()
    };
    assert_eq!(row("2019")[..6], ["2019", "1", "1", "3", "0", "25"]);
    assert_eq!(row("2020")[..5], ["2020", "0", "0", "0", "0"], "a year without documents is a gap, and is shown");
    assert_eq!(row("2021")[..6], ["2021", "2", "3", "0", "1", "100"]);
    assert_eq!(row("All")[1..6], ["3", "4", "3", "1", "57"]);
    assert!(text.contains("Preferred: sex work 4") && text.contains("To avoid: prostitution 3"), "{text}");
}

#[test]
fn csv_and_json_have_every_word() {
    let csv = written(&usage(), Format::Csv);
    assert!(csv.contains("sex-work,en,2019,1,avoided,use,prostitution,3\n"), "{csv}");
    assert!(csv.contains("sex-work,en,2021,2,avoided,held,prostitution,1\n"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&written(&usage(), Format::Json)).expect("JSON");
    assert_eq!(json["concepts"][0]["periods"][0]["counts"]["share"], 25);
    assert_eq!(json["concepts"][0]["total"]["held"], 1);
    assert_eq!(json["periods"][1]["documents"], 0);
}

/// The page is XML as far as it is made here, has a table under each chart, and says in words what the chart shows.
#[test]
fn the_page_has_a_table_behind_the_chart() {
    let page = written(&usage(), Format::Html);
    for part in ["role=\"img\"", "2019: Preferred 1, To avoid 3", "<th scope=\"row\">2020</th>", "f-avoided", "25 %", "<tfoot>"] {
        assert!(page.contains(part), "{part} is not there");
    }
    let outside = page.matches("http").count();
    assert_eq!(outside, 0, "the page asks the network for nothing");
}

#[test]
fn of_an_idea_without_sure_words_nothing_is_claimed() {
    let mut usage = usage();
    usage.mark_named(&|_, _| false);
    let text = written(&usage, Format::Text);
    assert!(!text.contains('%') && text.contains("only the words to avoid are counted"), "{text}");
    assert!(!written(&usage, Format::Html).contains("25 %"));
}
