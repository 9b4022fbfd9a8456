//! Why a text was not patched.

/// Why a text was not patched, and where. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub why: Why,
    /// Byte offset in the old text of the place that stands in the way; 0 if it is the whole file.
    pub at: usize,
}

/// The reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Files of this class hold no documents.
    NoDocuments,
    /// The file has no document of this number; read it again.
    NoSuchDocument,
    /// Two changes are about one document; join them.
    ChangedTwice,
    /// A comment stands inside of what would be written anew.
    Comment,
    /// What is written there cannot be matched with what was read, or cannot be extended.
    Shape,
    /// The new text would not read as exactly the new value.
    ReadsOtherwise,
    /// The new text would have a finding that the old one does not have.
    Finding(&'static str),
    /// A splice does not fit the text it is meant for.
    Splice,
}

impl Refusal {
    pub(super) fn new(why: Why, at: usize) -> Self {
        Self { why, at }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = self.at;
        match self.why {
            Why::NoDocuments => f.write_str("files of this class are not edited; change the file by hand"),
            Why::NoSuchDocument => {
                f.write_str("the file has no such document; read it again and repeat the edit")
            }
            Why::ChangedTwice => f.write_str("one document is changed twice; make it one change"),
            Why::Comment => write!(
                f,
                "a comment at byte {at} stands inside of what is to be written anew; move it to a line of its own above, \
                 or change the place by hand"
            ),
            Why::Shape => {
                write!(f, "what stands at byte {at} cannot be changed safely; rewrite that place by hand")
            }
            Why::ReadsOtherwise => write!(
                f,
                "the document at byte {at} would not read as the new value; rewrite what is to change by hand"
            ),
            Why::Finding(code) => write!(
                f,
                "the file would get a finding it does not have (`{code}`); mend the document at byte {at} by hand"
            ),
            Why::Splice => {
                write!(f, "a splice at byte {at} does not fit the text; make it again from the text as it is")
            }
        }
    }
}

impl std::error::Error for Refusal {}
