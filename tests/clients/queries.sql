-- What a tree.sqlite must answer in any sqlite3.
PRAGMA integrity_check;
PRAGMA foreign_key_check;
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM memberships), (SELECT count(*) FROM topics);
-- every topic holds as many documents as it says; prints nothing where that is so
SELECT t.id, t.size, count(u.document) FROM topics t LEFT JOIN documents_under u ON u.topic = t.id
GROUP BY t.id HAVING count(u.document) <> t.size;
SELECT name, count(*) FROM documents_under WHERE level < 2 GROUP BY topic ORDER BY count(*) DESC LIMIT 2;
-- the dashboards' queries
SELECT count(*) FROM (SELECT document, title, score FROM documents_under WHERE topic = (SELECT id FROM topics WHERE level = 1 LIMIT 1)
  ORDER BY score DESC LIMIT 10);
SELECT count(*) FROM (SELECT title, path, runner_up, margin FROM document_topics ORDER BY margin LIMIT 10);
SELECT max(share) <= 1, sum(size) FROM topic_tree WHERE level = 1;
SELECT title FROM document_search WHERE document_search MATCH 'planets OR script' ORDER BY rowid LIMIT 1;
SELECT t.path FROM topic_search s JOIN topics t ON t.topic = s.rowid WHERE topic_search MATCH 'whales OR script' ORDER BY rank LIMIT 1;
