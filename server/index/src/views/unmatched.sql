SELECT l.model, r.sort, r.text, r.reason, {flag r.by_hand} AS by_hand, r.uses, {time r.first_at} AS first_at,
       r.first_kind, r.first_key
FROM reference r
JOIN ledger l ON l.id = r.model
WHERE r.element IS NULL AND r.uses > 0
