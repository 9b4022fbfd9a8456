//! Rows of other years, written by the database itself.

use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::tasks::row;

/// Of a hundred rows, how many are deployments and how many needs; the rest are measured values.
const DEPLOYMENTS: usize = 10;
const NEEDS: usize = 10;
/// Rows in one statement, so that a log of the database need not hold all of them.
const PART: usize = 500_000;

/// Copies rows until there are so many. What is copied is older than what it is copied from, so it is history.
pub fn fill(place: &Path, rows: usize) -> Result<(), Failure> {
    let count = |table: &str| -> Result<usize, Failure> {
        Ok(sql(place, &format!("SELECT COUNT(*) FROM {table}"))?.trim().parse()?)
    };
    // From which copy to which: those of an earlier run are there.
    let copies = |table: &str, want: usize| -> Result<Vec<(usize, usize)>, Failure> {
        let originals = count(&format!("{table} WHERE key NOT LIKE '%~%'"))?.max(1);
        let (done, all) = ((count(table)? / originals).max(1), want.div_ceil(originals));
        let step = (PART / originals).max(1);
        Ok((done..all).step_by(step).map(|from| (from, (from + step).min(all) - 1)).collect())
    };
    for (from, until) in copies("deployment", rows / 100 * DEPLOYMENTS)? {
        sql(
            place,
            &format!(
                "INSERT INTO deployment (model, key, state, source, team, slot, version, environment, target, service, \
                 repository, release, at, result, kind, share, good, gone, ordinal) \
                 WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {until}) \
                 SELECT model, key || '~' || i, state, source, team, slot, version, environment, target, service, \
                 repository, release, at - i * 34560000000, result, kind, share, good, gone, ordinal \
                 FROM deployment, n WHERE key NOT LIKE '%~%'"
            ),
        )?;
    }
    for (from, until) in copies("indicator_value", rows / 100 * (100 - DEPLOYMENTS - NEEDS))? {
        sql(
            place,
            &format!(
                "INSERT INTO indicator_value (model, key, event, state, indicator, element, at, value, sample, origin) \
                 WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {until}) \
                 SELECT model, key || '~' || i, event, state, indicator, element, at - i * 60000, value, sample, origin \
                 FROM indicator_value, n WHERE key NOT LIKE '%~%'"
            ),
        )?;
    }
    let have = count("need")?;
    let want = rows / 100 * NEEDS;
    if have < want {
        sql(
            place,
            &format!(
                "INSERT INTO need (model, key, state, received_at, kind, channel) \
                 WITH RECURSIVE n(i) AS (SELECT {have} + 1 UNION ALL SELECT i + 1 FROM n WHERE i < {want}) \
                 SELECT (SELECT id FROM ledger LIMIT 1), 'need-' || i, \
                 '{{\"stamps\":[],\"fields\":{{}},\"lists\":{{}}}}', \
                 1796083200000 - i * 60000, 'fault', 'phone' FROM n"
            ),
        )?;
    }
    // PostgreSQL does so by itself, a little later; SQLite never counts a ledger.
    if std::env::var_os("DATABASE_URL").is_some() {
        sql(place, "ANALYZE")?;
    }
    let mut all = 0;
    for table in
        ["need", "app_change", "build", "artifact_version", "verification", "deployment", "indicator_value"]
    {
        all += count(table)?;
    }
    row("rows of records", all);
    Ok(())
}

/// Runs a statement with the database's own program.
fn sql(place: &Path, statement: &str) -> Result<String, Failure> {
    let output = match std::env::var("DATABASE_URL") {
        Ok(url) => {
            Command::new("psql").args([&*url, "-At", "-v", "ON_ERROR_STOP=1", "-c", statement]).output()?
        }
        Err(_) => Command::new("sqlite3")
            .args(["-cmd", ".timeout 60000"])
            .arg(place.join("archweave.db"))
            .arg(statement)
            .output()?,
    };
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}
