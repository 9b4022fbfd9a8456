SELECT l.model, d.key AS deployment, {time d.at} AS deployed_at, COALESCE(d.kind, 'normal') AS kind,
       COALESCE(d.result, 'success') AS result, v.purl AS version, p.text AS package, p.element AS artifact,
       en.text AS environment, en.element AS environment_element,
       (SELECT x.value FROM head h JOIN property x ON x.line = h.line AND x.element = en.element AND x.key = 'stage'
        WHERE h.model = l.model AND h.is_default = 1 ORDER BY x.position LIMIT 1) AS stage,
       ta.text AS target, ta.element AS target_element, se.text AS service, se.element AS service_element,
       re.text AS release, d.team, d.share, d.source,
       {flag CASE
           WHEN d.at IS NULL OR COALESCE(d.kind, 'normal') IN ('rollback', 'removal') THEN 0
           WHEN d.result IN ('failure', 'error') THEN 1
           WHEN EXISTS (SELECT 1 FROM incident i WHERE i.model = d.model AND i.deployment = d.key) THEN 1
           WHEN EXISTS (
               SELECT 1 FROM incident i
               WHERE i.model = d.model AND i.deployment IS NULL AND i.version = d.version
                 AND COALESCE(i.cause, 'change') = 'change' AND i.detected_at >= d.at
                 AND (i.environment IS NULL OR i.environment = d.environment)
                 AND NOT EXISTS (SELECT 1 FROM deployment n WHERE n.version = d.version AND n.good = 1
                                 AND n.at > d.at AND n.at <= i.detected_at)) THEN 1
           WHEN d.good = 1 AND EXISTS (
               SELECT 1 FROM deployment b
               WHERE b.slot = d.slot AND b.good = 1 AND b.kind = 'rollback' AND b.at > d.at AND b.ordinal < d.ordinal
                 AND NOT EXISTS (SELECT 1 FROM deployment n WHERE n.slot = d.slot AND n.good = 1
                                 AND COALESCE(n.kind, 'normal') = 'normal' AND n.at > d.at AND n.at < b.at)) THEN 1
           ELSE 0 END} AS is_failed,
       d.at AS deployed_millis
FROM deployment d
JOIN ledger l ON l.id = d.model
LEFT JOIN version v ON v.id = d.version
LEFT JOIN reference p ON p.id = v.package
LEFT JOIN reference en ON en.id = d.environment
LEFT JOIN reference ta ON ta.id = d.target
LEFT JOIN reference se ON se.id = d.service
LEFT JOIN reference re ON re.id = d.release
