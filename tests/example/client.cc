// The same in C++17: resources are owned by unique_ptr.
//     c++ -std=c++17 client.cc $(pkg-config --cflags --libs topictree) -o client
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <topictree.h>
#include <vector>

static void check(tt_status status)
{
    if (status != TT_OK) throw std::runtime_error(tt_error_message());
}

template <auto release> struct Deleter {
    template <class T> void operator()(T *object) const { release(object); }
};
template <class T, auto release> using Owned = std::unique_ptr<T, Deleter<release>>;
using Corpus = Owned<tt_corpus, tt_corpus_free>;
using Model = Owned<tt_model, tt_model_free>;
using Options = Owned<tt_options, tt_options_free>;

static Model fit(const std::vector<std::string> &texts, tt_options *options)
{
    tt_corpus *corpus = nullptr;
    check(tt_corpus_new(&corpus, tt_options_corpus(options), nullptr));
    Corpus owned(corpus);
    for (const std::string &text : texts) check(tt_corpus_add_text(corpus, nullptr, nullptr, text.c_str()));
    tt_model *model = nullptr;
    check(tt_model_fit(&model, corpus, tt_options_build(options), nullptr));
    return Model(model);
}

int main()
{
    const std::vector<std::string> texts = {
        "bread and dough in the oven of the baker", "the baker kneads dough for bread",
        "an oven for bread and rolls, says the baker", "the boat sails before the wind",
        "wind fills the sail of the boat",           "a sail, a boat and the wind"};
    try {
        tt_options *made = nullptr;
        check(tt_options_new(&made));
        Options options(made);
        check(tt_options_set(made, "topics", "2"));
        Model model = fit(texts, made);
        const tt_topics *topics = tt_model_topics(model.get());
        for (int32_t v = tt_topics_first_child(topics, 0); v != TT_NO_NODE; v = tt_topics_next_sibling(topics, v))
            std::printf("%s (%d)\n", tt_topics_name(topics, v), tt_topics_documents(topics, v));
        try {
            check(tt_options_set(made, "topics", "many"));
        } catch (const std::runtime_error &error) {
            std::printf("%s\n", error.what());
        }
    } catch (const std::runtime_error &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
