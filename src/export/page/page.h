/* The page of report.html, as pack.sh makes it from this folder: HTML in UTF-8, ended by a NUL, with @TREE@ and
 * @DOCUMENTS@ where the data go. */
#ifndef TT_EXPORT_PAGE_PAGE_H
#define TT_EXPORT_PAGE_PAGE_H

extern const char tt__export_page[];

#endif
