/* tt_corpus_read: every stream of every input, by the reader of its format. */
#include "base/error.h"
#include "text/corpus.h"
#include "text/formats.h"
#include "text/sniff.h"

static tt_format format_of(const tt__stream *stream, const tt_corpus_opts *opts)
{
    if (opts->format != TT_FORMAT_AUTO) return opts->format;
    tt_format format = tt__sniff_name(tt__source_path(stream->source));
    if (format != TT_FORMAT_AUTO && format != TT_FORMAT_TEXT) return format;
    if (tt__source_is_member(stream->source)) return format;
    return tt__sniff_head((tt__slice){stream->data + stream->begin, (size_t)(stream->end - stream->begin)});
}

static tt_status read_stream(tt__intake *intake, tt__stream *stream, tt_format format)
{
    switch (format) {
    case TT_FORMAT_JSONL: return tt__read_jsonl(intake, stream);
    default: return tt__read_lines(intake, stream);
    }
}

static tt_status read_all(tt_corpus *corpus, tt__source *source, const tt_corpus_opts *opts)
{
    tt__stream stream = {0};
    tt__intake *intake = &corpus->intake;
    tt_status status;
    bool more;
    while ((status = tt__source_next(source, &more)) == TT_OK && more) {
        if ((status = tt__stream_start(&stream, source)) < 0) break;
        if ((status = tt__intake_file(intake, tt__source_name(source))) < 0) break;
        if ((status = read_stream(intake, &stream, format_of(&stream, opts))) < 0) break;
        corpus->stats.files++;
        intake->share = tt__source_share(source);
    }
    tt__stream_free(&stream);
    return status;
}

static tt_status nothing(const tt_corpus *corpus, const char *first, int32_t n_inputs)
{
    const tt_corpus_stats *stats = &corpus->stats;
    return tt__fail(TT_ERR_EMPTY, "no documents in %s%s (%lld bad records, %lld empty)", first, n_inputs > 1 ? " and the other inputs" : "",
                    (long long)stats->bad_records, (long long)stats->empty);
}

tt_status tt_corpus_read(tt_corpus **out, const char *const *inputs, int32_t n_inputs, const tt_corpus_opts *opts,
                         const tt_run *run)
{
    tt_corpus_opts defaults = tt_corpus_opts_default();
    if (!opts) opts = &defaults;
    const char *wrong = tt_corpus_opts_check(opts);
    if (wrong) return tt__fail(TT_ERR_ARGUMENT, "%s", wrong);
    if (n_inputs < 1) return tt__fail(TT_ERR_ARGUMENT, "no input is named");
    tt_corpus *corpus = NULL;
    tt__source *source = NULL;
    tt_status status = tt_corpus_new(&corpus, run);
    if (status < 0) return status;
    corpus->intake.names = tt__field_names_of(opts);
    corpus->intake.strict = opts->strict;
    if ((status = tt__source_open(&source, inputs, n_inputs, run)) == TT_OK) status = read_all(corpus, source, opts);
    if (status == TT_OK) status = tt_corpus_seal(corpus);
    if (status == TT_OK && tt_corpus_size(corpus) == 0) status = nothing(corpus, inputs[0], n_inputs);
    tt__source_free(source);
    if (status == TT_OK) *out = corpus;
    else tt_corpus_free(corpus);
    return status;
}
