//! How programming languages write comments and strings. A language is a line among the endings of a syntax that it shares, or
//! a syntax of its own, and then also a line in [`super::FORMATS`].

/// The comments and strings of a family of languages.
pub(super) struct Syntax {
    pub(super) name: &'static str,
    pub(super) endings: &'static [&'static str],
    /// What begins a comment up to the end of the line.
    pub(super) line: &'static [&'static str],
    /// What begins and ends a comment of several lines.
    pub(super) block: &'static [(&'static str, &'static str)],
    /// What begins and ends a string of one line.
    pub(super) strings: &'static [&'static str],
    /// What begins and ends a string of several lines.
    pub(super) long_strings: &'static [(&'static str, &'static str)],
    /// A long string that is a statement of its own is documentation (PEP 257).
    pub(super) has_docstrings: bool,
    /// `'` holds a single character, or begins something else.
    pub(super) has_characters: bool,
}

const NONE: Syntax = Syntax {
    name: "",
    endings: &[],
    line: &[],
    block: &[],
    strings: &["\""],
    long_strings: &[],
    has_docstrings: false,
    has_characters: false,
};

const C: &[(&str, &str)] = &[("/*", "*/")];

/// [`SYNTAXES`] at a place of its own.
pub(super) static TABLE: [Syntax; SYNTAXES.len()] = SYNTAXES;

pub(super) const SYNTAXES: [Syntax; 8] = [
    Syntax {
        name: "source code (C, Java, Rust …)",
        endings: &[
            "c", "h", "cc", "cpp", "cxx", "hh", "hpp", "cs", "java", "rs", "kt", "kts", "scala", "swift", "proto", "zig", "m",
            "d",
        ],
        line: &["//"],
        block: C,
        has_characters: true,
        ..NONE
    },
    Syntax {
        name: "source code (JavaScript, Go, PHP …)",
        endings: &["js", "mjs", "cjs", "jsx", "ts", "mts", "tsx", "go", "dart", "groovy", "php", "scss", "less"],
        line: &["//"],
        block: C,
        strings: &["\"", "'"],
        long_strings: &[("`", "`")],
        ..NONE
    },
    Syntax { name: "source code (CSS)", endings: &["css"], block: C, strings: &["\"", "'"], ..NONE },
    Syntax {
        name: "source code (Python)",
        endings: &["py", "pyi", "pyw"],
        line: &["#"],
        strings: &["\"", "'"],
        long_strings: &[("\"\"\"", "\"\"\""), ("'''", "'''")],
        has_docstrings: true,
        ..NONE
    },
    Syntax {
        name: "source code (shell, Ruby, R …)",
        endings: &[
            "sh", "bash", "zsh", "fish", "rb", "pl", "pm", "r", "jl", "ex", "exs", "tcl", "nim", "cmake", "mk", "tf", "awk",
        ],
        line: &["#"],
        strings: &["\"", "'"],
        ..NONE
    },
    Syntax {
        name: "source code (SQL, Ada)",
        endings: &["sql", "adb", "ads"],
        line: &["--"],
        block: C,
        strings: &["\"", "'"],
        ..NONE
    },
    Syntax {
        name: "source code (Lua, Haskell)",
        endings: &["lua", "hs", "elm"],
        line: &["--"],
        block: &[("--[[", "]]"), ("{-", "-}")],
        has_characters: true,
        ..NONE
    },
    Syntax {
        name: "source code (Lisp)",
        endings: &["el", "lisp", "clj", "cljs", "scm", "rkt"],
        line: &[";"],
        block: &[("#|", "|#")],
        ..NONE
    },
];
