/* One JSON record to fields.  Plain ones are read in place; of the others cJSON makes a tree, and what it cannot keep
 * apart (a NUL inside a string, a large integer as a double) is seen to in the raw bytes before and after. */
#include "read/json_record.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "read/json_in_place.h"
#include "words/utf8.h"

/* ---- the raw bytes ---- */

/* The value of four hexadecimal digits, -1 where they are none. */
static int32_t hex4(const char *at, const char *end)
{
    char digits[5] = {0};
    if (end - at < 4) return -1;
    for (int i = 0; i < 4; i++) {
        if (!isxdigit((unsigned char)at[i])) return -1;
        digits[i] = at[i];
    }
    return (int32_t)strtol(digits, NULL, 16);
}

/* One \uXXXX escape at `at` (at its backslash): returns its length as a whole, repaired where it stands for no
 * character. */
static size_t repair_escape(char *at, const char *end, tt__read_json_record *out)
{
    int32_t unit = hex4(at + 2, end), low;
    if (unit == 0) {
        memcpy(at, "\\u0020", 6);
        out->nul_bytes = true;
    }
    if (unit < 0) return 2;
    if (unit < 0xD800 || unit > 0xDFFF) return 6;
    bool pair = unit < 0xDC00 && end - at >= 12 && at[6] == '\\' && at[7] == 'u' &&
                (low = hex4(at + 8, end)) >= 0xDC00 && low <= 0xDFFF;
    if (pair) return 12;
    memcpy(at, "\\ufffd", 6);
    out->lone_surrogate = true;
    return 6;
}

static void repair(char *bytes, size_t n, tt__read_json_record *out)
{
    char *end = bytes + n;
    for (char *at = bytes; (at = memchr(at, '\0', (size_t)(end - at))); out->nul_bytes = true) *at = ' ';
    for (char *at = bytes; (at = memchr(at, '\\', (size_t)(end - at))) && at + 1 < end;)
        at += at[1] == 'u' ? repair_escape(at, end, out) : 2;
}

/* The number under key as it is written in the raw bytes: an id of 19 digits does not survive as a double. */
static tt__read_slice written_number(const char *raw, size_t n, const char *key, double value)
{
    const char *end = raw + n;
    size_t key_n = strlen(key);
    for (const char *at = raw; (at = memchr(at, '"', (size_t)(end - at)));) {
        at++;
        if ((size_t)(end - at) <= key_n || memcmp(at, key, key_n) != 0 || at[key_n] != '"') continue;
        at += key_n + 1;
        while (at < end && strchr(" \t\r\n:", *at)) at++;
        const char *stop = at;
        while (stop < end && strchr("+-0123456789.eE", *stop)) stop++;
        char copy[64];
        if (stop == at || stop - at >= (ptrdiff_t)sizeof copy) continue;
        memcpy(copy, at, (size_t)(stop - at));
        copy[stop - at] = '\0';
        if (!(fabs(strtod(copy, NULL) - value) > 0)) return (tt__read_slice){at, (size_t)(stop - at)};
    }
    return (tt__read_slice){"", 0};
}

/* ---- values to slices ---- */

static tt__read_slice slice_of(const char *string)
{
    return (tt__read_slice){string, strlen(string)};
}

/* Text of a string, number or boolean; empty for null and for what is nested. */
static tt__read_slice scalar(const cJSON *item, char number[32])
{
    if (cJSON_IsString(item)) return slice_of(item->valuestring);
    if (cJSON_IsBool(item)) return slice_of(cJSON_IsTrue(item) ? "true" : "false");
    if (!cJSON_IsNumber(item)) return (tt__read_slice){"", 0};
    snprintf(number, 32, fabs(item->valuedouble) < 1e15 ? "%.15g" : "%.17g", item->valuedouble);
    return slice_of(number);
}

/* Append the scalars of an array, or a scalar itself, each followed by `joint`. */
static tt_status append_values(tt__base_buffer *scratch, const cJSON *item, tt__read_slice joint)
{
    char number[32];
    tt_status status = TT_OK;
    const cJSON *each = cJSON_IsArray(item) ? item->child : item;
    for (; each && status == TT_OK; each = item == each ? NULL : each->next) {
        tt__read_slice value = scalar(each, number);
        if (value.n == 0) continue;
        if ((status = tt__base_buffer_append(scratch, value.at, value.n)) == TT_OK)
            status = tt__base_buffer_append(scratch, joint.at, joint.n);
    }
    return status;
}

/* A role's value into scratch. */
static tt_status put(tt__base_buffer *scratch, tt__read_role role, const cJSON *item)
{
    if (role == TT__READ_PATH)
        return cJSON_IsString(item) ? tt__read_split_path(scratch, slice_of(item->valuestring))
                                    : append_values(scratch, item, (tt__read_slice){"", 1});
    return append_values(scratch, item, (tt__read_slice){"\n", 1});
}

/* ---- the record ---- */

/* The fields that fit the roles best; NULL where none does. */
static void choose(const cJSON *tree, const tt__read_field_names *names, const cJSON *best[TT__READ_ROLES])
{
    int best_rank[TT__READ_ROLES] = {0};
    for (const cJSON *item = tree->child; item; item = item->next)
        for (int role = 0; role < TT__READ_ROLES; role++) {
            int rank = tt__read_field_rank(names, (tt__read_role)role, item->string);
            if (rank < 0 || (best[role] && rank >= best_rank[role])) continue;
            best[role] = item;
            best_rank[role] = rank;
        }
}

/* The longest string that has no role yet. */
static const cJSON *longest_string(const cJSON *tree, const cJSON *const best[TT__READ_ROLES])
{
    const cJSON *longest = NULL;
    size_t most = 0;
    for (const cJSON *item = tree->child; item; item = item->next) {
        bool taken = item == best[TT__READ_ID] || item == best[TT__READ_TITLE] || item == best[TT__READ_PATH];
        if (taken || !cJSON_IsString(item) || strlen(item->valuestring) <= most) continue;
        longest = item;
        most = strlen(item->valuestring);
    }
    return longest;
}

static tt_status fill(tt__read_json_record *out, tt__read_slice raw, const cJSON *const best[TT__READ_ROLES],
                      tt__base_buffer *scratch)
{
    int64_t start[TT__READ_ROLES + 1];
    tt_status status = tt__base_buffer_append(scratch, "", 0);
    for (int role = 0; role < TT__READ_ROLES && status == TT_OK; role++) {
        start[role] = scratch->length;
        bool direct = best[role] && role != TT__READ_PATH && cJSON_IsString(best[role]);
        if (best[role] && !direct) status = put(scratch, (tt__read_role)role, best[role]);
    }
    start[TT__READ_ROLES] = scratch->length;
    for (int role = 0; role < TT__READ_ROLES && status == TT_OK; role++) {
        out->fields.of[role] = (tt__read_slice){scratch->data + start[role], (size_t)(start[role + 1] - start[role])};
        if (best[role] && role != TT__READ_PATH && cJSON_IsString(best[role]))
            out->fields.of[role] = slice_of(best[role]->valuestring);
    }
    const cJSON *id = best[TT__READ_ID];
    if (status == TT_OK && id && cJSON_IsNumber(id)) {
        tt__read_slice written = written_number(raw.at, raw.n, id->string, id->valuedouble);
        if (written.n) out->fields.of[TT__READ_ID] = written;
    }
    return status;
}

static void say_why(tt__read_json_record *out, const tt__read_field_names *names)
{
    if (names->named[TT__READ_TEXT])
        snprintf(out->reason, sizeof out->reason, "no field \"%.100s\" and no title", names->named[TT__READ_TEXT]);
    else
        snprintf(out->reason, sizeof out->reason,
                 "no text: none of the fields text, abstract, body, content, title, ... is there");
}

tt_status tt__read_json_parse_tree(tt__read_json_record *out, char *bytes, size_t n, const tt__read_field_names *names,
                                   const char *fallback, tt__base_buffer *scratch)
{
    const char *end = NULL;
    const cJSON *best[TT__READ_ROLES] = {0};
    repair(bytes, n, out);
    out->tree = cJSON_ParseWithLengthOpts(bytes, n, &end, 0);
    while (out->tree && end < bytes + n && strchr(" \t\r\n,", *end)) end++;
    if (!out->tree || end < bytes + n) {
        snprintf(out->reason, sizeof out->reason, "not valid JSON (byte %lld)", end ? (long long)(end - bytes) + 1 : 1);
        return TT_OK;
    }
    if (!cJSON_IsObject(out->tree)) {
        snprintf(out->reason, sizeof out->reason, "not a JSON object");
        return TT_OK;
    }
    choose(out->tree, names, best);
    if (!best[TT__READ_TEXT] && fallback) best[TT__READ_TEXT] = cJSON_GetObjectItemCaseSensitive(out->tree, fallback);
    if (!best[TT__READ_TEXT] && !best[TT__READ_TITLE]) {
        say_why(out, names);
        return TT_OK;
    }
    return fill(out, (tt__read_slice){bytes, n}, best, scratch);
}

/* ---- the record without a tree ---- */

/* The ranks of a key, looked up once: records of a file have the same keys at the same places. */
static const tt__read_key_ranks *ranks_of(tt__read_key_ranks *known, tt__read_slice key,
                                          const tt__read_field_names *names)
{
    if (known->known && known->n == key.n && memcmp(known->key, key.at, key.n) == 0) return known;
    *known = (tt__read_key_ranks){.known = true, .n = key.n};
    memcpy(known->key, key.at, key.n);
    for (int role = 0; role < TT__READ_ROLES; role++)
        known->rank[role] = tt__read_field_rank(names, (tt__read_role)role, known->key);
    return known;
}

static void choose_plain(tt__read_json_keys *keys, const tt__read_plain_record *record,
                         const tt__read_field_names *names, const tt__read_plain_member *best[TT__READ_ROLES])
{
    int best_rank[TT__READ_ROLES] = {0};
    for (int i = 0; i < record->n; i++) {
        const tt__read_key_ranks *ranks = ranks_of(&keys->at[i], record->member[i].key, names);
        for (int role = 0; role < TT__READ_ROLES; role++) {
            int rank = ranks->rank[role];
            if (rank < 0 || (best[role] && rank >= best_rank[role])) continue;
            best[role] = &record->member[i];
            best_rank[role] = rank;
        }
    }
}

static const tt__read_plain_member *member_named(const tt__read_plain_record *record, const char *name)
{
    for (int i = 0; i < record->n; i++)
        if (strlen(name) == record->member[i].key.n &&
            memcmp(name, record->member[i].key.at, record->member[i].key.n) == 0)
            return &record->member[i];
    return NULL;
}

/* Strings, their arrays, and a number as the id are read here; a number is looked for in all of the record, which is
 * plain enough where nothing is nested. */
static bool all_plain(const tt__read_plain_record *record, const tt__read_plain_member *const best[TT__READ_ROLES])
{
    bool number = false, other = false;
    for (int role = 0; role < TT__READ_ROLES; role++) {
        if (!best[role] || best[role]->kind == TT__READ_PLAIN_STRING || best[role]->kind == TT__READ_PLAIN_STRINGS)
            continue;
        if (role != TT__READ_ID || best[role]->kind != TT__READ_PLAIN_NUMBER) return false;
        number = true;
    }
    for (int i = 0; i < record->n; i++) other |= record->member[i].kind == TT__READ_PLAIN_OTHER;
    return !number || !other;
}

/* As append_values() has it; the strings stand in `bytes`. */
static tt_status append_strings(tt__base_buffer *scratch, char *bytes, tt__read_slice values, tt__read_slice joint)
{
    tt__read_slice string;
    bool escaped;
    tt_status status = TT_OK;
    for (size_t at = 0; status == TT_OK && tt__read_plain_next(&string, &escaped, values, &at);) {
        tt__read_slice text = tt__read_plain_text(bytes + (string.at - bytes), string.n, escaped);
        if (text.n == 0) continue;
        if ((status = tt__base_buffer_append(scratch, text.at, text.n)) == TT_OK)
            status = tt__base_buffer_append(scratch, joint.at, joint.n);
    }
    return status;
}

/* A role's value: where it stands, or in scratch (*copied).  One member may serve two roles; its text is taken out
 * once. */
static tt_status fill_plain(tt__read_json_record *out, char *bytes,
                            const tt__read_plain_member *const best[TT__READ_ROLES], tt__base_buffer *scratch)
{
    int64_t start[TT__READ_ROLES + 1];
    tt_status status = tt__base_buffer_append(scratch, "", 0);
    for (int role = 0; role < TT__READ_ROLES && status == TT_OK; role++) {
        const tt__read_plain_member *m = best[role];
        start[role] = scratch->length;
        if (!m) continue;
        char *value = bytes + (m->value.at - bytes);
        if (m->kind == TT__READ_PLAIN_STRINGS)
            status = append_strings(scratch, bytes, m->value,
                                    role == TT__READ_PATH ? (tt__read_slice){"", 1} : (tt__read_slice){"\n", 1});
        else
            out->fields.of[role] = tt__read_plain_text(value, m->value.n, m->escaped);
        if (m->kind == TT__READ_PLAIN_STRING && role == TT__READ_PATH)
            status = tt__read_split_path(scratch, out->fields.of[role]);
    }
    start[TT__READ_ROLES] = scratch->length;
    for (int role = 0; role < TT__READ_ROLES && status == TT_OK; role++)
        if (start[role + 1] > start[role] || (best[role] && role == TT__READ_PATH) || !out->fields.of[role].at)
            out->fields.of[role] =
                (tt__read_slice){scratch->data + start[role], (size_t)(start[role + 1] - start[role])};
    return status;
}

/* A member that is chosen for two roles would be unescaped twice. */
static bool all_different(const tt__read_plain_member *const best[TT__READ_ROLES])
{
    for (int a = 0; a < TT__READ_ROLES; a++)
        for (int b = 0; b < a; b++)
            if (best[a] && best[a] == best[b]) return false;
    return true;
}

/* False: the record is untouched, and for cJSON to read. */
static bool parse_plain(tt_status *status, tt__read_json_record *out, char *bytes, size_t n,
                        const tt__read_json_reader *reader)
{
    tt__read_plain_record record;
    const tt__read_plain_member *best[TT__READ_ROLES] = {0};
    if (!tt__read_json_plain(&record, bytes, n)) return false;
    choose_plain(reader->keys, &record, reader->names, best);
    if (!best[TT__READ_TEXT] && reader->fallback) best[TT__READ_TEXT] = member_named(&record, reader->fallback);
    if ((!best[TT__READ_TEXT] && !best[TT__READ_TITLE]) || !all_plain(&record, best) || !all_different(best))
        return false;
    *status = fill_plain(out, bytes, best, reader->scratch);
    return true;
}

tt_status tt__read_json_parse(tt__read_json_record *out, char *bytes, size_t n, const tt__read_json_reader *reader)
{
    tt_status status;
    if (parse_plain(&status, out, bytes, n, reader)) return status;
    return tt__read_json_parse_tree(out, bytes, n, reader->names, reader->fallback, reader->scratch);
}

tt_status tt__read_json_fallback(char **out, const char *bytes, size_t n, const tt__read_field_names *names)
{
    const cJSON *best[TT__READ_ROLES] = {0}, *longest = NULL;
    tt_status status = TT_OK;
    cJSON *tree = cJSON_ParseWithLength(bytes, n);
    if (cJSON_IsObject(tree) && !names->named[TT__READ_TEXT]) {
        choose(tree, names, best);
        if (!best[TT__READ_TEXT]) longest = longest_string(tree, best);
    }
    bool titled = longest && cJSON_IsString(best[TT__READ_TITLE]);
    if (longest && !tt__read_stands_in(slice_of(longest->valuestring),
                                       titled ? slice_of(best[TT__READ_TITLE]->valuestring) : (tt__read_slice){"", 0}))
        longest = NULL;
    if (longest && !(*out = tt__base_strdup(longest->string))) status = TT_ERR_MEMORY;
    cJSON_Delete(tree);
    return status;
}
