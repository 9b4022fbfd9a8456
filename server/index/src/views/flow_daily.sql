SELECT o.model, {day o.deployed_millis} AS day, SUM(o.is_change) AS deployments, SUM(o.is_change - o.has_failed) AS succeeded,
       SUM(o.has_failed) AS failed, SUM(o.is_hotfix) AS hotfixes, SUM(o.is_rollback) AS rollbacks,
       SUM(o.changes) AS changes, SUM(o.lead_millis) / NULLIF(SUM(o.changes), 0) / 3600000.0 AS lead_time_hours
FROM (
    SELECT r.model, r.deployed_millis,
           CASE WHEN r.kind NOT IN ('rollback', 'removal') THEN 1 ELSE 0 END AS is_change,
           CASE WHEN r.kind NOT IN ('rollback', 'removal') AND {true r.is_failed} THEN 1 ELSE 0 END AS has_failed,
           CASE WHEN r.kind = 'hotfix' THEN 1 ELSE 0 END AS is_hotfix,
           CASE WHEN r.kind = 'rollback' THEN 1 ELSE 0 END AS is_rollback,
           COALESCE(n.changes, 0) AS changes, COALESCE(n.lead_millis, 0.0) AS lead_millis
    FROM v1_deployment r
    LEFT JOIN (
        SELECT l.model, d.key, COUNT(*) AS changes, SUM((d.at - c.committed_at) * 1.0) AS lead_millis
        FROM deployment d
        JOIN ledger l ON l.id = d.model
        JOIN version v ON v.id = d.version
        JOIN version w ON w.package = v.package AND w.ordinal <= v.ordinal
            AND w.ordinal > COALESCE((SELECT MAX(b.ordinal) FROM deployment b
                                      WHERE b.slot = d.slot AND b.good = 1 AND b.at < d.at), w.ordinal - 1)
        JOIN version_change x ON x.version = w.id
        JOIN app_change c ON c.id = x.change AND c.committed_at <= d.at
        WHERE d.good = 1
        GROUP BY l.model, d.key
    ) n ON n.model = r.model AND n.key = r.deployment
    WHERE r.stage = 'production' AND r.result <> 'pending' AND r.deployed_millis IS NOT NULL
) o
GROUP BY o.model, {day o.deployed_millis}
