/* The file of edits: read as strictly as a command line, so that no edit is passed over because of a slip of the pen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "model/apply_edits.h"
#include "read/json_text.h"

/* What an edit of each kind must have. */
typedef struct field {
    const char *key;
    size_t at;   /* of the tt_texts in tt_edit */
    bool single; /* one text, not a list of them */
} field;

enum { MOST_FIELDS = 2 };

static const struct {
    const char *name;
    field field[MOST_FIELDS]; /* ended by a NULL key where there are fewer */
} kinds[] = {
    [TT_EDIT_RENAME] = {"rename",
                        {{"documents", offsetof(tt_edit, documents), false}, {"to", offsetof(tt_edit, text), true}}},
    [TT_EDIT_MERGE] = {"merge",
                       {{"documents", offsetof(tt_edit, documents), false}, {"with", offsetof(tt_edit, with), false}}},
    [TT_EDIT_SEPARATE] = {"separate",
                          {{"documents", offsetof(tt_edit, documents), false},
                           {"from", offsetof(tt_edit, with), false}}},
    [TT_EDIT_HIDE] = {"hide", {{"term", offsetof(tt_edit, text), true}}},
    [TT_EDIT_PIN] = {"pin",
                     {{"documents", offsetof(tt_edit, documents), false}, {"terms", offsetof(tt_edit, text), false}}}};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *tt__model_edit_name(tt_edit_kind kind)
{
    return kinds[kind].name;
}

static void texts_free(tt_texts *texts)
{
    for (int32_t i = 0; i < texts->n; i++) free(texts->text[i]);
    free(texts->text);
}

void tt_edits_free(tt_edits *edits)
{
    for (int32_t i = 0; i < edits->n; i++) {
        texts_free(&edits->edit[i].documents);
        texts_free(&edits->edit[i].with);
        texts_free(&edits->edit[i].text);
    }
    free(edits->edit);
    free(edits->path);
    *edits = (tt_edits){0};
}

/* ---- one edit ---- */

static bool has_a_letter(const char *text)
{
    return text && text[strspn(text, " \t\r\n")];
}

static bool is_text(const cJSON *value)
{
    return cJSON_IsString(value) && has_a_letter(value->valuestring);
}

/* One text where it is single, else a list of one or more. */
static tt_status take_texts(const tt__read_json_text *file, tt_texts *out, const cJSON *value, bool single)
{
    int n = single ? 1 : cJSON_GetArraySize(value);
    const cJSON *item = single ? value : value->child;
    if (!single && (!cJSON_IsArray(value) || n == 0))
        return tt__read_json_bad(file, "\"%s\" is not a list of texts", value->string);
    out->text = tt__base_calloc((size_t)n, sizeof *out->text);
    if (!out->text) return TT_ERR_MEMORY;
    for (; out->n < n; item = item->next) {
        if (!is_text(item))
            return tt__read_json_bad(
                file, single ? "\"%s\" is not a text" : "\"%s\" holds something that is not a text", value->string);
        if (!(out->text[out->n] = tt__base_strdup(item->valuestring))) return TT_ERR_MEMORY;
        out->n++;
    }
    return TT_OK;
}

static tt_texts *texts_of(tt_edit *edit, const field *f)
{
    return (tt_texts *)(void *)((char *)edit + f->at);
}

/* ---- edits from memory ---- */

/* What is wrong with one of the fields, NULL where nothing is. */
static const char *wrong_with(const tt_texts *texts, bool single)
{
    if (texts->n < 1 || !texts->text) return "is empty";
    if (single && texts->n > 1) return "is more than one text";
    for (int32_t i = 0; i < texts->n; i++)
        if (!has_a_letter(texts->text[i])) return "holds something that is not a text";
    return NULL;
}

/* Writes the sentence to reason, which is left as it is where nothing is wrong. */
static void check_edit(char *reason, size_t room, int32_t number, tt_edit edit)
{
    if ((int)edit.kind < 0 || (int)edit.kind >= KINDS) {
        snprintf(reason, room, "edit %d is of none of the kinds there are", number);
        return;
    }
    for (int i = 0; i < MOST_FIELDS && kinds[edit.kind].field[i].key; i++) {
        const field *f = &kinds[edit.kind].field[i];
        const char *wrong = wrong_with(texts_of(&edit, f), f->single);
        if (!wrong) continue;
        snprintf(reason, room, "edit %d, a %s: \"%s\" %s", number, kinds[edit.kind].name, f->key, wrong);
        return;
    }
}

const char *tt_edits_check(const tt_edits *edits)
{
    static _Thread_local char reason[128]; /* a sentence with the number of the edit */
    if (!edits || edits->n == 0) return NULL;
    if (edits->n < 0) return "the number of edits must not be negative";
    if (!edits->edit) return "the list of edits is NULL";
    if (!edits->path) return "the edits have no path, which messages about them begin with";
    reason[0] = '\0';
    for (int32_t e = 0; e < edits->n && !reason[0]; e++) check_edit(reason, sizeof reason, e + 1, edits->edit[e]);
    return reason[0] ? reason : NULL;
}

/* ---- edits from a file ---- */

static tt_status take_field(const tt__read_json_text *file, tt_edit *edit, const cJSON *value)
{
    for (int i = 0; i < MOST_FIELDS; i++) {
        const field *f = &kinds[edit->kind].field[i];
        if (!f->key || strcmp(value->string, f->key) != 0) continue;
        tt_texts *texts = texts_of(edit, f);
        return texts->text ? tt__read_json_bad(file, "\"%s\" stands there twice", f->key)
                           : take_texts(file, texts, value, f->single);
    }
    return tt__read_json_bad(file, "\"%.40s\" is nothing that %s knows", value->string, kinds[edit->kind].name);
}

static tt_status take_fields(const tt__read_json_text *file, tt_edit *edit, const cJSON *value)
{
    tt_status status = TT_OK;
    if (!cJSON_IsObject(value)) return tt__read_json_bad(file, "%s is not an object", kinds[edit->kind].name);
    const cJSON *item;
    cJSON_ArrayForEach(item, value) if (status == TT_OK) status = take_field(file, edit, item);
    for (int i = 0; i < MOST_FIELDS && status == TT_OK; i++) {
        const field *f = &kinds[edit->kind].field[i];
        if (f->key && !texts_of(edit, f)->text)
            status = tt__read_json_bad(file, "%s has no \"%s\"", kinds[edit->kind].name, f->key);
    }
    return status;
}

static tt_status take_kind(const tt__read_json_text *file, tt_edit *edit, const char *name)
{
    for (int k = 0; k < KINDS; k++) {
        if (strcmp(name, kinds[k].name) != 0) continue;
        edit->kind = (tt_edit_kind)k;
        return TT_OK;
    }
    return tt__read_json_bad(file, "\"%.40s\" is no edit; there are rename, merge, separate, hide, pin", name);
}

/* {"kind": {...}}; messages name the line on which it begins. */
static tt_status read_edit(tt__read_json_text *file, tt_edit *edit)
{
    cJSON *value = NULL;
    tt__read_json_skip_space(file);
    tt__read_json_text begin = *file;
    edit->line = tt__read_json_line(file);
    tt_status status = tt__read_json_value(file, &value);
    if (status < 0) return status;
    if (!cJSON_IsObject(value) || cJSON_GetArraySize(value) != 1)
        status = tt__read_json_bad(&begin, "an edit is an object of one member, {\"rename\": ...}");
    if (status == TT_OK) status = take_kind(&begin, edit, value->child->string);
    if (status == TT_OK) status = take_fields(&begin, edit, value->child);
    cJSON_Delete(value);
    return status;
}

/* ---- the file ---- */

static tt_status read_list(tt__read_json_text *file, tt_edits *edits)
{
    int64_t room = 0;
    tt_status status = TT_OK;
    if (!tt__read_json_take(file, '['))
        return tt__read_json_bad(file, "not a list of edits (it does not begin with [)");
    bool more = !tt__read_json_take(file, ']');
    while (more && status == TT_OK) {
        status = tt__base_reserve(&edits->edit, &room, edits->n + 1, sizeof *edits->edit);
        if (status < 0) return status;
        edits->edit[edits->n] = (tt_edit){0};
        status = read_edit(file, &edits->edit[edits->n++]);
        more = status == TT_OK && tt__read_json_take(file, ',');
        if (status == TT_OK && !more && !tt__read_json_take(file, ']')) status = tt__read_json_malformed(file);
    }
    tt__read_json_skip_space(file);
    return status == TT_OK && file->at < file->end
               ? tt__read_json_bad(file, "something stands after the end of the list")
               : status;
}

tt_status tt_edits_load(tt_edits *out, const char *path)
{
    const char *wrong = tt__base_call_check(out && path, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__base_buffer bytes = {0};
    tt_edits edits = {.path = tt__base_strdup(path)};
    tt_status status = edits.path ? tt__read_json_file(&bytes, path) : TT_ERR_MEMORY;
    if (status == TT_OK) {
        tt__read_json_text file = {path, bytes.data, bytes.data, bytes.data + bytes.length};
        status = read_list(&file, &edits);
    }
    tt__base_buffer_free(&bytes);
    if (status == TT_OK)
        *out = edits;
    else
        tt_edits_free(&edits);
    return status;
}
