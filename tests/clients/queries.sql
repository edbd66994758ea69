-- What a tree.sqlite must answer in any sqlite3.
PRAGMA integrity_check;
PRAGMA foreign_key_check;
SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM memberships), (SELECT count(*) FROM topics);
-- every topic holds as many documents as it says; prints nothing where that is so
SELECT t.id, t.size, count(u.document) FROM topics t LEFT JOIN documents_under u ON u.topic = t.id
GROUP BY t.id HAVING count(u.document) <> t.size;
SELECT name, count(*) FROM documents_under WHERE level < 2 GROUP BY topic ORDER BY count(*) DESC LIMIT 2;
SELECT title FROM document_search WHERE document_search MATCH 'planets OR script' ORDER BY rowid LIMIT 1;
SELECT name FROM topic_search WHERE topic_search MATCH 'whales OR script' ORDER BY rank LIMIT 1;
