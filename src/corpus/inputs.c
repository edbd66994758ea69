/* tt_corpus_read: every stream of every input, by the reader of its format. */
#include "base/error.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "read/readers.h"
#include "read/sniff.h"

static tt__read_field_names names_of(const tt_corpus_opts *opts)
{
    return (tt__read_field_names){{[TT__READ_ID] = opts->id_field,
                                   [TT__READ_TITLE] = opts->title_field,
                                   [TT__READ_TEXT] = opts->text_field,
                                   [TT__READ_PATH] = opts->label_field}};
}

static tt_status find_format(tt_format *format, const tt__read_field_names *names, const tt__read_stream *stream)
{
    tt__read_slice head = tt__read_stream_head(stream);
    *format = tt__read_sniff_name(tt__read_source_path(stream->source));
    if (*format == TT_FORMAT_JSON || *format == TT_FORMAT_JSONL) *format = tt__read_sniff_json(head, names);
    if (*format != TT_FORMAT_AUTO && (*format != TT_FORMAT_TEXT || tt__read_source_is_member(stream->source)))
        return TT_OK;
    tt_status status = tt__read_sniff_text(format, head, names);
    if (status < 0 || *format != TT_FORMAT_AUTO) return status;
    return tt__base_fail(TT_ERR_FORMAT, "%s: does not look like text (name its format to read it all the same)",
                         tt__read_source_name(stream->source));
}

static tt_status read_stream(const tt__read_sink *sink, tt__read_stream *stream, tt_format format)
{
    switch (format) {
    case TT_FORMAT_JSONL:
        return tt__read_jsonl(sink, stream);
    case TT_FORMAT_JSON:
        return tt__read_json(sink, stream);
    case TT_FORMAT_CSV:
        return tt__read_csv(sink, stream, '\0');
    case TT_FORMAT_TSV:
        return tt__read_csv(sink, stream, '\t');
    case TT_FORMAT_TEXT:
        return tt__read_text(sink, stream);
    case TT_FORMAT_LISTING:
        return tt__read_listing(sink, stream);
    case TT_FORMAT_PARAGRAPHS:
        return tt__read_paragraphs(sink, stream);
    default:
        return tt__read_lines(sink, stream);
    }
}

static tt_status read_file(tt__corpus_batches *batches, tt__read_stream *stream, tt_format format)
{
    tt_status status = tt__read_stream_start(stream, stream->source);
    if (status == TT_OK) status = tt__corpus_batches_file(batches, tt__read_source_name(stream->source));
    if (status == TT_OK && format == TT_FORMAT_AUTO) status = find_format(&format, &batches->names, stream);
    tt__read_sink sink = tt__corpus_batches_sink(batches);
    return status == TT_OK ? read_stream(&sink, stream, format) : status;
}

static tt_status read_all(tt_corpus *corpus, tt__read_source *source, tt_format format)
{
    tt__read_stream stream = {.source = source};
    tt__corpus_batches *batches = &corpus->batches;
    tt_status status;
    bool more;
    batches->source = source;
    while ((status = tt__read_source_next(source, &more)) == TT_OK && more) {
        if ((status = read_file(batches, &stream, format)) < 0) break;
        corpus->stats.files++;
    }
    if (status == TT_OK) status = tt__corpus_batches_flush(batches);
    batches->source = NULL;
    tt__read_stream_free(&stream);
    return status == TT_OK ? tt__base_progress(&corpus->run, "reading", 1, corpus->n_docs, "documents") : status;
}

static tt_status nothing(const tt_corpus *corpus, const char *first, int32_t n_inputs)
{
    const tt_corpus_stats *stats = &corpus->stats;
    const char *others = n_inputs > 1 ? " and the other inputs" : "";
    if (stats->read == 0 && stats->bad_records == 0)
        return tt__base_fail(TT_ERR_EMPTY, "no documents in %s%s: nothing to read there", first, others);
    return tt__base_fail(TT_ERR_EMPTY, "no documents in %s%s: %lld bad records, %lld without a word", first, others,
                         (long long)stats->bad_records, (long long)stats->empty);
}

tt_status tt_corpus_read(tt_corpus **out, const char *const *inputs, int32_t n_inputs, const tt_corpus_opts *opts,
                         const tt_run *run)
{
    tt_corpus_opts defaults = tt_corpus_opts_default();
    if (!opts) opts = &defaults;
    const char *wrong = tt__base_call_check(out && (inputs || n_inputs < 1), run);
    for (int32_t i = 0; i < n_inputs && !wrong; i++) wrong = tt__base_call_check(inputs[i], NULL);
    if (!wrong) wrong = tt_corpus_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    if (n_inputs < 1) return tt__base_fail(TT_ERR_ARGUMENT, "no input is named");
    tt_corpus *corpus = NULL;
    tt__read_source *source = NULL;
    tt_status status = tt_corpus_new(&corpus, opts, run);
    if (status < 0) return status;
    corpus->batches.names = names_of(opts);
    if ((status = tt__read_source_open(&source, inputs, n_inputs, run)) == TT_OK)
        status = read_all(corpus, source, opts->format);
    if (status == TT_OK) status = tt_corpus_seal(corpus);
    if (status == TT_OK && tt_corpus_size(corpus) == 0) status = nothing(corpus, inputs[0], n_inputs);
    tt__read_source_free(source);
    if (status == TT_OK)
        *out = corpus;
    else
        tt_corpus_free(corpus);
    return status;
}
