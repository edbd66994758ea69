/* GraphML, read back by libxml2's parser: a node a topic, an edge a child, texts as they were but for control
 * characters. */
#include "sample_tree.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>

static xmlDoc *parsed(const tt_topics *topics)
{
    char *text = sample_export(topics, "graphml", NULL);
    xmlDoc *document = xmlReadMemory(text, (int)strlen(text), "tree.graphml", NULL, XML_PARSE_NONET);
    assert_non_null(document);
    free(text);
    return document;
}

static void expect(xmlDoc *document, const char *path, const char *value)
{
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathRegisterNs(context, BAD_CAST "g", BAD_CAST "http://graphml.graphdrawing.org/xmlns");
    xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
    xmlChar *text = xmlXPathCastToString(found);
    assert_string_equal((char *)text, value);
    xmlFree(text);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
}

static void test_graph(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.tree.outliers = 4;
    topics.topic[3].cohesion = (double)NAN;
    xmlDoc *document = parsed(&topics);
    expect(document, "count(//g:node)", "5");
    expect(document, "count(//g:edge)", "4");
    expect(document, "count(//g:edge[@source='t1'])", "2");
    expect(document, "string(//g:edge[@target='t4']/@source)", "t0");
    expect(document, "string(//g:node[@id='t1']/g:data[@key='name'])", sample_name[1]);
    expect(document, "string(//g:node[@id='t2']/g:data[@key='name'])", sample_name[2]);
    expect(document, "string(//g:node[@id='t3']/g:data[@key='name'])", "left thgir and isolated second line tab  ");
    expect(document, "string(//g:node[@id='t3']/g:data[@key='terms'])",
           "left thgir and isolated second line tab  , +plus");
    expect(document, "string(//g:node[@id='t1']/g:data[@key='size'])", "4");
    expect(document, "string(//g:node[@id='t1']/g:data[@key='height'])", "0.666667");
    expect(document, "count(//g:node[@id='t3']/g:data[@key='cohesion'])", "0");
    expect(document, "string(//g:data[@key='outliers']/../@id)", "t4");
    expect(document, "count(//g:data[not(@key = //g:key/@id)])", "0"); /* every key is declared */
    xmlFreeDoc(document);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_graph)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
