/* The tokenizer, seen through one line per text: words, "-" before a word joined by a hyphen, "|" for a break. */
#include "testing.h"

#include "base/buffer.h"
#include "words/tokenize.h"

static void describe(tt__base_buffer *line, const tt__words_token_sink *sink)
{
    line->length = 0;
    assert_int_equal(tt__base_buffer_append(line, "", 0), TT_OK);
    for (int64_t t = 0; t < sink->n_tokens; t++) {
        int32_t token = sink->token[t];
        const char *word = token == TT_TOKEN_BREAK ? "|" : tt__base_strmap_string(&sink->words, TT_TOKEN_WORD(token));
        bool hyphen = token != TT_TOKEN_BREAK && token & TT_TOKEN_HYPHEN;
        assert_int_equal(tt__base_buffer_format(line, "%s%s%s", t ? " " : "", hyphen ? "-" : "", word), TT_OK);
    }
}

static void check(const char *text, const char *expected)
{
    tt__words_token_sink sink = {0};
    tt__base_buffer line = {0};
    int64_t words = 0;
    assert_int_equal(tt__words_tokenize(&sink, text, strlen(text)), TT_OK);
    describe(&line, &sink);
    assert_string_equal(line.data, expected);
    for (int64_t t = 0; t < sink.n_tokens; t++) words += sink.token[t] != TT_TOKEN_BREAK;
    assert_int_equal(sink.n_running, words);
    tt__base_buffer_free(&line);
    tt__words_token_sink_free(&sink);
}

static void words_are_kept_as_written(void **state)
{
    (void)state;
    check("", "");
    check("  \t\n ", "");
    check("Blue whales sing", "Blue whales sing");
    check("mp3 and word2vec", "mp3 and word2vec");
    check("a", "a");
    check("C++ and c#, F# or C", "C++ and c# | F# or C");
    check("The U.S. economy, e.g. trade", "The U.S. economy | e.g. trade");
    check("Plan A. Then", "Plan A | Then");
}

static void signs_within_words(void **state)
{
    (void)state;
    check("The .NET runtime, ASP.NET", "The .NET runtime | ASP.NET");
    check("AT&T and AT&amp;T's R&D", "AT&T and AT&T R&D");
    check("a Ph.D. in OS/2", "a Ph.D. in OS/2");
    check("caf&eacute; &Eacute;tude stra&szlig;e na&#239;ve &copy; x",
          "caf\u00e9 \u00c9tude stra\u00dfe na\u00efve | x");
    check("a && b &", "a | b");
}

static void scripts_and_styles_are_left_out(void **state)
{
    (void)state;
    check("one<script type=\"a\">var x = foo < bar;</script>two", "one | two");
    check("one <STYLE>p {color: red}</style> two", "one | two");
    check("one <script>two three", "one | two three");
    check("one <script>two <script>three</script> four", "one | two | four");
    check("one <scripture>two</scripture>", "one | two");
}

static void names_of_hosts_and_news_groups(void **state)
{
    (void)state;
    check("at cica.funet.fi now", "at | now");
    check("see sci.crypt, comp.os.linux.misc here", "see | here");
    check("from utzoo!henry here", "from | here");
    check("the end.The next! one", "the end | The next | one");
    check("java.util.List and os.path", "java | util | List and os | path");
}

static void punctuation_breaks_and_spaces_do_not(void **state)
{
    (void)state;
    check("one, two; three: four. five", "one | two | three | four | five");
    check("(one) [two] {three}", "one | two | three");
    check("one\ntwo", "one two");
    check("one\n\ntwo", "one | two");
    check("one\r\n \r\ntwo", "one | two");
    check("one - two -- three", "one | two | three");
    check("snake_case a/b", "snake | case a | b");
    check("... one ...", "one");
    check("in 1990s 3D at 76% of 1,000.5 units", "in | at | of | units");
}

static void apostrophes(void **state)
{
    (void)state;
    check("The cat's paw", "The cat paw");
    check("The cat’s paw", "The cat paw");
    check("don't DON’T", "don't DON'T");
    check("O'Brien's boat", "O'Brien boat");
    check("students' work", "students | work");
    check("don&#39;t", "don't");
    check("'quoted'", "quoted");
    check("rock'n'roll", "rock'n'roll");
    check("dans l'eau qu'il d’Alembert", "dans | eau | il | Alembert");
    check("dell'arte aujourd'hui", "arte aujourd'hui");
}

static void hyphens(void **state)
{
    (void)state;
    check("state-of-the-art x-ray", "state -of -the -art x -ray");
    check("self\u2010made", "self -made");
    check("covid-19 gpt-4 GPT-3.5", "covid -19 gpt -4 GPT -3.5");
    check("call 555-1234 or abc-123456", "call | or abc");
    check("3-dimensional", "dimensional");
    check("word- next", "word | next");
}

static void addresses_are_left_out(void **state)
{
    (void)state;
    check("see http://example.org/a_b?c=d, please", "see | please");
    check("see (https://example.org/x) now", "see | now");
    check("see www.example.net/x. Now", "see | Now");
    check("mail john.smith@host.example or user@host today", "mail | or | today");
    check("<id-1.2@host.example> said", "said");
    check("shop example.com sells", "shop | sells");
    check("meet @ noon", "meet | noon");
    check("and/or http stays", "and | or http stays");
}

static void markup_is_left_out(void **state)
{
    (void)state;
    check("<b>bold</b> text<br/>", "bold | text");
    check("<a href=\"x y\">link</a>", "link");
    check("a < b and c > d", "a | b and c | d");
    check("if a <b and c> d", "if a | b and c | d");
    check("salt &amp; pepper &lt;b&gt;", "salt | pepper | b");
    check("quot;said quot;", "said");
    check("one<!-- two <b>three</b> > four -->five <![CDATA[six]]>", "one | five | six");
    check("<unterminated tag", "unterminated tag");
    check("fish & chips; tea", "fish | chips | tea");
}

static void mathematics_is_left_out(void **state)
{
    (void)state;
    check("let $x^2 + y$ be", "let | be");
    check("let $$\\sum_i x_i$$ be", "let | be");
    check("let \\(f(x)\\) be", "let | be");
    check("costs $5 and $10 now", "costs | and | now");
    check("a lone $ sign and words", "a lone | sign and words");
    check("the \\emph{same} \\alpha word \\cite{smith2010}", "the | same | word");
    check("$k$-means of $\\alpha$-decay", "k -means of | decay");
    check("{\\L}ukasiewicz Stra{\\ss}e Erd{\\H o}s", "Łukasiewicz Straße Erdős");
    check("let\\begin{equation} x = y \\end{equation} be", "let | be");
    check("Schr\\\"odinger Erd\\H{o}s {\\\"O}zg{\\\"u}r \\'Etude", "Schrödinger Erdős Özgür Étude");
    check("joined\\line", "joined | line");
}

static void encoded_data_is_left_out(void **state)
{
    (void)state;
    check("sum d41d8cd98f00b204e9800998ecf8427e end", "sum | end");
    check("id 550e8400-e29b-41d4-a716-446655440000 or deadbeef-e29b-41d4-a716-446655440000 end", "id | or | end");
    check("RFC2616 sha256 ISO8859", "RFC2616 sha256 ISO8859");
    check("begin\nM1F]R='DM9FEV92!B>71E<RP@=&AE;BP@;V8@<V]M92!P;&%I;B!T97AT+BXN\nend\nend",
          "begin | end"); /* the first "end" is of the file */
    check("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", "b");
}

/* The words that begin a line are 'n, those of asides ~. */
static void check_flags(const char *text, const char *expected)
{
    tt__words_token_sink sink = {0};
    tt__base_buffer line = {0};
    assert_int_equal(tt__words_tokenize(&sink, text, strlen(text)), TT_OK);
    for (int64_t t = 0; t < sink.n_tokens; t++) {
        int32_t token = sink.token[t];
        bool word = token != TT_TOKEN_BREAK;
        assert_int_equal(tt__base_buffer_format(&line, "%s%s%s%s", t ? " " : "",
                                                word && token & TT_TOKEN_LINE ? "'" : "",
                                                word && token & TT_TOKEN_ASIDE ? "~" : "",
                                                word ? tt__base_strmap_string(&sink.words, TT_TOKEN_WORD(token)) : "|"),
                         TT_OK);
    }
    assert_string_equal(line.data, expected);
    tt__base_buffer_free(&line);
    tt__words_token_sink_free(&sink);
}

static void lines_and_asides_are_marked(void **state)
{
    (void)state;
    check_flags("one two\nthree\n\nfour", "'one two 'three | 'four");
    check_flags("> one two\n> three\nfour", "'~one ~two '~three | 'four"); /* no break within the quotation */
    check_flags("> one\n>\n> two", "'~one | '~two");
    check_flags("one\n-- \nA Name\n\nHouse", "'one | '~A ~Name | '~House");
    check_flags("From: A\nLines: 3\nSubject: one two\nthree", "'one two 'three");
    check_flags("zero.\nA Name writes:\none", "'zero | '~A ~Name ~writes | 'one");
    check_flags("zero.\nOn Monday, A Name (a@b.example)\nwrote:\none",
                "'zero | '~On ~Monday | ~A ~Name | '~wrote | 'one");
    check_flags("one\n\nwrote:", "'one | 'wrote");
}

static void scripts_with_spaces(void **state)
{
    (void)state;
    check("Müller naïve Straße", "Müller naïve Straße");
    check("Москва и её «улицы»", "Москва и её | улицы");
    check("ελληνικά עברית العربية 한국어", "ελληνικά עברית العربية 한국어");
    check("e\u0301tude", "étude"); /* composed */
    check("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth");
    check("wide\u3000space no\u00a0break", "wide space no break");
    check("\u201cquoted\u201d \u2013 dash\u2014dash", "quoted | dash | dash");
}

static void scripts_without_spaces(void **state)
{
    (void)state;
    check("机器学习", "机器 学习");
    check("东京。大阪", "东京 | 大阪");
    check("東京は日本の首都です", "東京 は 日本 の 首都 です");
    check("カタカナ・テスト", "カタカナ | テスト");
    check("ภาษาไทย", "ภาษา ไทย");
    check("GPU加速", "GPU 加速");
    check("参见http://example.org谢谢", "参见 | 谢谢");
}

static void any_bytes(void **state)
{
    (void)state;
    tt__words_token_sink sink = {0};
    tt__base_buffer line = {0};
    assert_int_equal(tt__words_tokenize(&sink, "good bytes", 10), TT_OK);
    assert_false(sink.invalid_utf8 || sink.nul_bytes);
    sink.n_tokens = 0;
    assert_int_equal(tt__words_tokenize(&sink,
                                        "bad\xff"
                                        "byte caf\xc3",
                                        13),
                     TT_OK);
    assert_true(sink.invalid_utf8);
    assert_false(sink.nul_bytes);
    describe(&line, &sink);
    assert_string_equal(line.data, "bad | byte caf");
    sink.n_tokens = 0;
    assert_int_equal(tt__words_tokenize(&sink, "a\0b", 3), TT_OK);
    assert_true(sink.nul_bytes);
    describe(&line, &sink);
    assert_string_equal(line.data, "a b");
    tt__base_buffer_free(&line);
    tt__words_token_sink_free(&sink);
}

/* Every byte string of length two, and repetitions of what opens a construct: no crash, no read past the end, and the
 * rules for breaks hold.  Texts are copied to memory of their exact size so that valgrind sees any step too far. */
static void check_rules(const char *text, size_t n)
{
    tt__words_token_sink sink = {0};
    char *exact = malloc(n ? n : 1);
    assert_non_null(exact);
    memcpy(exact, text, n);
    assert_int_equal(tt__words_tokenize(&sink, exact, n), TT_OK);
    for (int64_t t = 0; t < sink.n_tokens; t++) {
        bool edge = t == 0 || t == sink.n_tokens - 1;
        if (sink.token[t] == TT_TOKEN_BREAK)
            assert_false(edge || sink.token[t - 1] == TT_TOKEN_BREAK);
        else if (sink.token[t] & TT_TOKEN_HYPHEN)
            assert_false(t == 0 || sink.token[t - 1] == TT_TOKEN_BREAK);
        else
            assert_in_range(TT_TOKEN_WORD(sink.token[t]), 0, sink.words.size - 1);
    }
    free(exact);
    tt__words_token_sink_free(&sink);
}

static void rules_hold_for_any_bytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<a ", "$x",   "\\(",    "\\cite{", "&a", "a@",           "a@b",          "www.",     "http://", "a-", "'s",
        "l'",  "\\\"", "{\\\"o", "U.",      "1.", "\xe2\x80\x99", "\xe4\xb8\x80", "\xcc\x81", "\n",      "M",  "c+"};
    char text[600];
    for (int a = 0; a < 256; a++)
        for (int b = 0; b < 256; b += 3) {
            text[0] = (char)a;
            text[1] = (char)b;
            check_rules(text, 2);
        }
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
        for (size_t q = 0; q < sizeof pieces / sizeof *pieces; q++) {
            size_t n = 0, step = strlen(pieces[p]) + strlen(pieces[q]);
            for (; n + step < sizeof text; n += step) sprintf(text + n, "%s%s", pieces[p], pieces[q]);
            for (size_t cut = 0; cut < step && cut < n; cut++) check_rules(text, n - cut);
        }
}

static void break_is_put_once(void **state)
{
    (void)state;
    tt__words_token_sink sink = {0};
    assert_int_equal(tt__words_token_break(&sink, 0), TT_OK);
    assert_int_equal(sink.n_tokens, 0);
    assert_int_equal(tt__words_tokenize(&sink, "title", 5), TT_OK);
    assert_int_equal(tt__words_token_break(&sink, 0), TT_OK);
    assert_int_equal(tt__words_token_break(&sink, 0), TT_OK);
    assert_int_equal(tt__words_tokenize(&sink, ". text .", 8), TT_OK);
    assert_int_equal(sink.n_tokens, 3);
    assert_int_equal(sink.token[1], TT_TOKEN_BREAK);
    tt__words_token_sink_free(&sink);
}

static tt_status tokenize_everything(void *arg)
{
    static const char text[] = "The cat’s e\u0301tude, 机器学习 and don’t http://example.org soft\u00adhyphen";
    (void)arg;
    tt__words_token_sink sink = {0};
    tt_status status = tt__words_tokenize(&sink, text, strlen(text));
    tt__words_token_sink_free(&sink);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(tokenize_everything, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_kept_as_written),
        cmocka_unit_test(punctuation_breaks_and_spaces_do_not),
        cmocka_unit_test(apostrophes),
        cmocka_unit_test(hyphens),
        cmocka_unit_test(addresses_are_left_out),
        cmocka_unit_test(markup_is_left_out),
        cmocka_unit_test(mathematics_is_left_out),
        cmocka_unit_test(encoded_data_is_left_out),
        cmocka_unit_test(lines_and_asides_are_marked),
        cmocka_unit_test(signs_within_words),
        cmocka_unit_test(scripts_and_styles_are_left_out),
        cmocka_unit_test(names_of_hosts_and_news_groups),
        cmocka_unit_test(scripts_with_spaces),
        cmocka_unit_test(scripts_without_spaces),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(rules_hold_for_any_bytes),
        cmocka_unit_test(break_is_put_once),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
