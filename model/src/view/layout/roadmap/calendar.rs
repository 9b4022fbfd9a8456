//! Days as numbers, in the Gregorian calendar.

use crate::rules::is_date;

/// A day as a number that grows by one each day; 1970-01-01 is 0. None if it is no day.
pub(super) fn day_number(text: &str) -> Option<i64> {
    if !is_date(text) {
        return None;
    }
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    Some(number(parts.next()??, parts.next()??, parts.next()??))
}

/// The number of a day; months after 12 are those of the next years.
pub(super) fn number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    // Years begin in March, so that the day that is not in every year is the last of one.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year and month of a day.
pub(super) fn year_month(number: i64) -> (i64, i64) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day = shifted.rem_euclid(146_097);
    let of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (of_era + era * 400 + i64::from(month <= 2), month)
}
