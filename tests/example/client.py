"""The same from Python, through cffi in ABI mode: no compiler is needed, and no file is written.

    python3 client.py [libtopictree.so.1]
"""
import sys

import cffi

ffi = cffi.FFI()
ffi.cdef("""
    typedef struct tt_options tt_options; typedef struct tt_corpus tt_corpus; typedef struct tt_model tt_model;
    const char *tt_error_message(void);
    int tt_options_new(tt_options **out); void tt_options_free(tt_options *options);
    int tt_options_set(tt_options *options, const char *name, const char *value);
    void *tt_options_corpus(tt_options *options); void *tt_options_build(tt_options *options);
    int tt_corpus_new(tt_corpus **out, const void *opts, const void *run); void tt_corpus_free(tt_corpus *corpus);
    int tt_corpus_add_text(tt_corpus *corpus, const char *id, const char *title, const char *text);
    int tt_model_fit(tt_model **out, tt_corpus *corpus, const void *opts, const void *run); void tt_model_free(tt_model *model);
    const void *tt_model_topics(const tt_model *model);
    int32_t tt_topics_first_child(const void *topics, int32_t node); int32_t tt_topics_next_sibling(const void *topics, int32_t node);
    int32_t tt_topics_documents(const void *topics, int32_t node); int32_t tt_topics_document(const void *topics, int32_t node, int32_t i);
    const char *tt_topics_name(const void *topics, int32_t node); const char *tt_topics_document_id(const void *topics, int32_t i);
    double tt_topics_figure(const void *topics, const char *name);
""")
lib = ffi.dlopen(sys.argv[1] if len(sys.argv) > 1 else "libtopictree.so.1")


def check(status):
    if status != 0:
        raise RuntimeError(ffi.string(lib.tt_error_message()).decode())


def made(new, release, *arguments):
    out = ffi.new(ffi.typeof(new).args[0])
    check(new(out, *arguments))
    return ffi.gc(out[0], release)


def fit(texts, **options):
    opts = made(lib.tt_options_new, lib.tt_options_free)
    for name, value in options.items():
        check(lib.tt_options_set(opts, name.encode(), str(value).encode()))
    corpus = made(lib.tt_corpus_new, lib.tt_corpus_free, lib.tt_options_corpus(opts), ffi.NULL)
    for i, text in enumerate(texts):
        check(lib.tt_corpus_add_text(corpus, b"%03d" % i, ffi.NULL, text.encode()))
    return made(lib.tt_model_fit, lib.tt_model_free, corpus, lib.tt_options_build(opts), ffi.NULL)


def children(topics, node):
    child = lib.tt_topics_first_child(topics, node)
    while child >= 0:
        yield child
        child = lib.tt_topics_next_sibling(topics, child)


TEXTS = ["bread and dough in the oven of the baker", "the baker kneads dough for bread",
         "an oven for bread and rolls, says the baker", "the boat sails before the wind",
         "wind fills the sail of the boat", "a sail, a boat and the wind"]
model = fit(TEXTS, topics=2, seed=1)
topics = lib.tt_model_topics(model)
for topic in children(topics, 0):
    documents = [lib.tt_topics_document(topics, topic, i) for i in range(lib.tt_topics_documents(topics, topic))]
    print(ffi.string(lib.tt_topics_name(topics, topic)).decode(), sorted(ffi.string(lib.tt_topics_document_id(topics, d)).decode()
                                                                         for d in documents))
print(int(lib.tt_topics_figure(topics, b"documents")), "documents")
try:
    fit(TEXTS, topics=20)
except RuntimeError as error:
    print(error)
