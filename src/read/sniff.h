/* Which format a file has.
 *
 * A name ending in .jsonl, .ndjson, .json, .csv, .tsv or .tab (with or without an ending for compression) says it;
 * whether JSON is one object a line, its beginning says.  In a folder or an archive, .txt, .text, .md and .rst are one
 * document each. Any other file named by the caller, whatever its ending, is judged by its first 64 KiB:
 *   1. an object, or an array of objects: JSON, one object a line where the first object ends with its line;
 *   2. a first line with a delimiter and a usual name of a text or title field, and a second line with as many delimiters: a
 *      table;
 *   3. short and long paragraphs in turn: a listing (see listing.c);
 *   4. paragraphs between blank lines, of fewer than 20 lines in the mean: a document a paragraph;
 *   5. anything else: a document a line.
 * Where more than a tenth of the bytes are control characters, it is no text at all. */
#ifndef TT_READ_SNIFF_H
#define TT_READ_SNIFF_H

#include "read/fields.h"

/* By the ending of a file's name (lower or upper case): TT_FORMAT_AUTO where it says nothing; .txt and its like say
 * TT_FORMAT_TEXT. */
tt_format tt__read_sniff_name(const char *name);

/* The ending says that the file is compressed. */
bool tt__read_sniff_packed(const char *name);

/* JSON by its beginning: TT_FORMAT_JSONL or TT_FORMAT_JSON. */
tt_format tt__read_sniff_json(tt__read_slice head, const tt__read_field_names *names);

/* Any text by its beginning; *format is TT_FORMAT_AUTO where it is no text. */
tt_status tt__read_sniff_text(tt_format *format, tt__read_slice head, const tt__read_field_names *names);

#endif
