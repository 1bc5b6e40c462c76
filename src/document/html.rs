use super::Prose;
pub fn parse(text: &str) -> Prose<'_> {
    super::plain::parse(text)
}
pub fn escape(text: &str, _a: bool) -> String {
    text.to_string()
}
