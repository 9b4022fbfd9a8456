SELECT s.model, s.branch, s.element, s.revision, {time s.from_at} AS valid_from, {time s.until_at} AS valid_to,
       s.fingerprint, s.decision
FROM (
    SELECT y.model, y.branch, y.element, y.revision, y.from_at, y.fingerprint, y.decision,
           LEAD(y.from_at) OVER (PARTITION BY y.model, y.branch, y.element ORDER BY y.ordinal) AS until_at
    FROM element_history y
    JOIN head h ON h.model = y.model AND h.branch = y.branch
    WHERE h.is_default = 1
) s
WHERE s.fingerprint IS NOT NULL
