//! Names that try to be more than names.

/// What each language would obey, end a text with, or choke on.
const WORDS: &[&str] = &[
    "Quote \" and ' and ` and \\",
    "!include /etc/hostname",
    "line one\n!include /etc/hostname\n@enduml\n@startuml",
    "%getenv(\"HOME\") %n() %%",
    "<img:/etc/hostname> <img src=x onerror=alert(1)>",
    "[[http://example.org link]] ]] [",
    "} { }} {{ x",
    "<<stereo>> <b>bold</b> <script>alert(1)</script>",
    "' comment",
    "/' block '/ // it //",
    "$var $$x^2$$ ${x}",
    "&#92; &#36; &lt; &amp; &quot;",
    "**b** __u__ --s-- ~~w~~ \"\"m\"\"",
    "<U+0041> <color:red>x",
    "== a == -- b -- .. c .. __ d __",
    "|a|b| ; c ;",
    "~tilde ^caret^ ~",
    "end",
    "End of day, end; END",
    "%%{init: {\"theme\": \"dark\"}}%%",
    "\"]; click n_crm \"javascript:alert(1)\"",
    "\"] x [URL=\"http://example.org\"",
    "click n_crm call alert()",
    "#quot; #35; #x;",
    "`markdown` _it_ *it*",
    "1. one",
    "- dash",
    "# hash ## two",
    "A --> B ->> C --x D",
    ":::class ::: x : y ::",
    "\u{fb02}\u{b0}\u{b0}35\u{b6}\u{df}",
    "back\\",
    "\\N \\G \\n \\l \\\" \\",
    "]]> <![CDATA[ x ]]>",
    "control \u{0}\u{8}\u{1b}\u{202e}x\u{e100}\u{feff}y",
    "客户「中心」、（北）：工单；100%",
    "emoji 😀 é ß ﷽",
    "(x) ((y)) [z] {w}",
    "alt else opt loop par note over title state class",
    "*",
    "+ plus - minus # hash ~ tilde",
    "a::b::c List<T> Map<K, V>",
    "graph TD; subgraph x; direction LR",
    "\u{3000} wide space",
    "==",
    "...",
    "@startuml",
    ":colon first",
    "= heading",
    "(*) --> x",
    "[*]",
    "!",
];

/// Lists of them, so that each comes to stand in many places.
pub fn lists() -> Vec<Vec<&'static str>> {
    (0..WORDS.len())
        .step_by(7)
        .map(|start| WORDS.iter().cycle().skip(start).take(14).copied().collect())
        .collect()
}
