//! A cell as a value of its type, or why it is none.

use archweave_model::metamodel::{PropertyDefinition, PropertyType};
use archweave_model::rules::misfits;
use archweave_model::select::fold;
use archweave_model::snapshot::Snapshot;
use archweave_model::text::Text;
use archweave_model::value::Value;

use super::names::{Named, Names};

/// Why a cell cannot be taken.
pub(super) struct Misfit {
    pub code: &'static str,
    pub message: Text,
}

impl Misfit {
    pub fn new(code: &'static str, english: String, chinese: String) -> Self {
        let message = Text::languages([("en".into(), english.into()), ("zh".into(), chinese.into())]);
        Self { code, message }
    }
}

/// What cells are read against.
pub(super) struct Values<'a> {
    pub snapshot: &'a Snapshot,
    pub names: &'a Names,
}

impl Values<'_> {
    /// The value that a cell means.
    pub fn read(&self, cell: &str, definition: &PropertyDefinition) -> Result<Value, Misfit> {
        let value = match definition.kind {
            PropertyType::List => {
                let items = definition.items.as_deref();
                let parts =
                    cell.split([';', '；', '\n', '、']).map(str::trim).filter(|part| !part.is_empty());
                let read = |part: &str| match items {
                    Some(items) => self.read(part, items),
                    None => Ok(Value::from(part)),
                };
                Value::List(parts.map(read).collect::<Result<_, _>>()?)
            }
            PropertyType::Enum => Value::from(self.word(cell, definition)?),
            PropertyType::Boolean => Value::from(truth(cell)?),
            PropertyType::Date => Value::from(&*day(cell)),
            PropertyType::Reference => Value::from(&*self.element(cell, &definition.to)?),
            PropertyType::Integer | PropertyType::Decimal => Value::from(&*number(cell)),
            _ => Value::from(cell),
        };
        match misfits(self.snapshot, &value, definition).into_iter().next() {
            None => Ok(value),
            Some((_, message)) => Err(wrong(cell, definition.kind, message)),
        }
    }

    /// One of the values, by itself or by its name in any language.
    fn word<'d>(&self, cell: &str, definition: &'d PropertyDefinition) -> Result<&'d str, Misfit> {
        let wanted = fold(cell);
        let languages = ["en", "zh"];
        let is_it = |id: &str, label: &dyn Fn(&str) -> String| {
            fold(id) == wanted || languages.iter().any(|language| fold(&label(language)) == wanted)
        };
        let found =
            definition.values.iter().find(|value| is_it(value.id(), &|code| value.label(code).to_owned()));
        found.map(|value| value.id()).ok_or_else(|| {
            let all: Vec<&str> = definition.values.iter().map(|value| value.id()).collect();
            let all = all.join(", ");
            Misfit::new(
                "unknown-value",
                format!("`{cell}` is none of {all}"),
                format!("`{cell}` 不是允许的取值：{all}"),
            )
        })
    }

    /// The id of an element, by itself or by its name.
    pub fn element(&self, cell: &str, kinds: &[String]) -> Result<String, Misfit> {
        if self.snapshot.slot_of(cell).is_some() {
            return Ok(cell.to_owned());
        }
        let metamodel = self.snapshot.metamodel();
        let wanted: Vec<_> = kinds.iter().filter_map(|kind| metamodel.kind_index(kind)).collect();
        let is_wanted = |slot: u32| {
            let kind = self.snapshot.kind_at(slot);
            wanted.is_empty() || kind.is_some_and(|kind| wanted.iter().any(|of| metamodel.is_a(kind, *of)))
        };
        match self.names.find(cell, is_wanted) {
            Named::One(slot) => {
                Ok(self.snapshot.element_at(slot).map_or_else(String::new, |e| e.id.to_string()))
            }
            Named::None => Err(Misfit::new(
                "unknown-reference",
                format!("`{cell}` is neither the id nor the name of an element that may stand here"),
                format!("`{cell}` 不是此处可用元素的标识或名称"),
            )),
            Named::Several => Err(Misfit::new(
                "ambiguous-name",
                format!("several elements are called `{cell}`; write the id"),
                format!("有多个元素名为 `{cell}`，请填写标识"),
            )),
        }
    }
}

fn wrong(cell: &str, kind: PropertyType, message: String) -> Misfit {
    let (code, chinese) = match kind {
        PropertyType::Integer | PropertyType::Decimal => ("not-a-number", "不是允许的数值"),
        PropertyType::Date => ("not-a-date", "不是日期，请写作 2026-03-31"),
        PropertyType::Url => ("not-an-address", "不是网址，请写作 https://..."),
        PropertyType::Duration => ("not-a-duration", "不是时长，请写作 P1DT2H"),
        PropertyType::Reference => ("unknown-reference", "不是此处可用的元素"),
        _ => ("wrong-value", "与该属性的类型不符"),
    };
    Misfit::new(code, message, format!("`{cell}` {chinese}"))
}

/// A day as files write it; `2026/3/1` and the number of a day in a spreadsheet are read too.
pub(super) fn day(cell: &str) -> String {
    let parts: Vec<u32> = cell.split(['-', '/', '.']).filter_map(|part| part.parse().ok()).collect();
    if let [year @ 1000..=9999, month @ 1..=12, day @ 1..=31] = parts[..] {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    // Days since 1899-12-30; of the years 1954 to 2119, so that other numbers stay what they are.
    match cell.parse::<i64>() {
        Ok(number @ 20_000..=80_000) => of_number(number),
        _ => cell.to_owned(),
    }
}

/// The day of the civil calendar, by Howard Hinnant's `civil_from_days`.
fn of_number(number: i64) -> String {
    let days = number - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn truth(cell: &str) -> Result<&'static str, Misfit> {
    match &*fold(cell) {
        "true" | "yes" | "1" | "x" | "是" | "真" => Ok("true"),
        "false" | "no" | "0" | "否" | "假" => Ok("false"),
        _ => Err(Misfit::new(
            "not-a-boolean",
            format!("`{cell}` is neither yes nor no"),
            format!("`{cell}` 不是“是”或“否”"),
        )),
    }
}

/// A number without the commas or spaces that group its digits.
fn number(cell: &str) -> String {
    let is_grouped = |groups: &[&str]| {
        let is_group = |(n, group): (usize, &&str)| {
            let digits = group.trim_start_matches('-');
            let is_right = if n == 0 { (1..=3).contains(&digits.len()) } else { group.len() == 3 };
            is_right && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        groups.len() > 1 && groups.iter().enumerate().all(is_group)
    };
    let (whole, rest) = cell.split_once('.').map_or((cell, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split([',', ' ', '\u{A0}']).collect();
    match is_grouped(&groups) {
        true => rest.map_or_else(|| groups.concat(), |rest| format!("{}.{rest}", groups.concat())),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_write_them() {
        // The numbers are what LibreOffice shows for these days.
        for (cell, expected) in [
            ("2026-03-31", "2026-03-31"),
            ("2026/3/1", "2026-03-01"),
            ("2026.03.01", "2026-03-01"),
            ("46112", "2026-03-31"),
            ("36526", "2000-01-01"),
            ("45351", "2024-02-29"),
            ("soon", "soon"),
            ("12", "12"),
        ] {
            assert_eq!(day(cell), expected);
        }
        for (cell, expected) in
            [("1,250", "1250"), ("1 250.5", "1250.5"), ("12,5", "12,5"), ("-3", "-3"), ("1,2345", "1,2345")]
        {
            assert_eq!(number(cell), expected);
        }
        assert!(
            matches!(truth("是"), Ok("true"))
                && matches!(truth("No"), Ok("false"))
                && truth("maybe").is_err()
        );
    }
}
