/* Progress on stderr: a bar where it is a terminal, one JSON object a line where asked for, nothing elsewhere.
 *
 * Stopping: the first SIGINT or SIGTERM sets a flag that the next progress callback hands to the library.  Where no
 * callback comes (standard input that stalls) a second signal, or two seconds, end the program; nothing is on disk
 * before cli_progress_commit(), and after it signals wait until the files are whole. */
#include <cjson/cJSON.h>
#include <omp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define REDRAW_SECONDS 0.1
#define GRACE_SECONDS 2

/* Signal handlers can reach nothing but these. */
static volatile sig_atomic_t stop_asked, committing;

static void on_signal(int number)
{
    static const char text[] = "\ntopictree: stopped\n";
    if (!committing && (stop_asked || number == SIGALRM)) {
        (void)!write(STDERR_FILENO, text, sizeof text - 1);
        _exit(CLI_FAILED);
    }
    stop_asked = 1;
    alarm(GRACE_SECONDS);
}

bool cli_stopped(void)
{
    return stop_asked != 0;
}

void cli_progress_commit(void)
{
    committing = 1;
}

double cli_progress_seconds(const cli_progress *progress)
{
    return cli_now() - progress->start;
}

void cli_progress_start(cli_progress *progress, cli_progress_kind kind, bool quiet)
{
    struct sigaction action = {.sa_handler = on_signal};
    if (kind == CLI_PROGRESS_AUTO) kind = isatty(STDERR_FILENO) ? CLI_PROGRESS_BAR : CLI_PROGRESS_NONE;
    *progress = (cli_progress){.kind = quiet ? CLI_PROGRESS_NONE : kind, .quiet = quiet, .start = cli_now()};
    cli_timings_start(&progress->timings);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
}

/* ---- the bar ---- */

static void draw_bar(cli_progress *p, bool last)
{
    enum { WIDTH = 20 };
    char bar[WIDTH + 1], count[32], tail[64] = "";
    double seconds = cli_now() - p->stage_start, share = last ? 1 : p->step.share;
    int full = share < 0 ? 0 : share > 1 ? WIDTH : (int)(share * WIDTH);
    memset(bar, ' ', WIDTH);
    memset(bar, '=', (size_t)full);
    if (full < WIDTH) bar[full] = '>';
    bar[WIDTH] = '\0';
    if (!last && seconds > 0.5 && p->step.count > 0) /* rate, and time left where the share is known */
        snprintf(tail, sizeof tail, "  %.0f/s", (double)p->step.count / seconds);
    if (!last && seconds > 0.5 && share > 0.02)
        snprintf(tail + strlen(tail), sizeof tail - strlen(tail), "  %.1f s left", seconds * (1 - share) / share);
    cli_grouped(count, p->step.count);
    fprintf(stderr, "\r%-12s [%s] %10s %-10s %6.1f s%s\033[K", p->stage, bar, count, p->unit, seconds, tail);
    fflush(stderr);
    p->drawn = true;
}

/* ---- JSON lines ---- */

void cli_event(cJSON *event)
{
    char *text = event ? cJSON_PrintUnformatted(event) : NULL;
    if (text) fprintf(stderr, "%s\n", text);
    free(text);
    cJSON_Delete(event);
}

static void print_step(const cli_progress *p)
{
    cJSON *event = cJSON_CreateObject();
    cJSON_AddStringToObject(event, "event", "progress");
    cJSON_AddStringToObject(event, "stage", p->stage);
    if (p->step.share >= 0) cJSON_AddNumberToObject(event, "share", p->step.share);
    cJSON_AddNumberToObject(event, "count", (double)p->step.count);
    cJSON_AddStringToObject(event, "unit", p->unit);
    cJSON_AddNumberToObject(event, "seconds", cli_progress_seconds(p));
    cli_event(event);
}

/* ---- callbacks ---- */

static void show_step(cli_progress *p, bool last)
{
    if (p->kind == CLI_PROGRESS_BAR)
        draw_bar(p, last);
    else
        print_step(p);
    p->last_drawn = cli_now();
}

void cli_progress_end(cli_progress *p)
{
    if (p->kind == CLI_PROGRESS_BAR && p->drawn) {
        draw_bar(p, !cli_stopped());
        fputc('\n', stderr);
    }
    p->drawn = false;
    p->stage[0] = '\0';
}

static int on_progress(const tt_progress *step, void *user)
{
    cli_progress *p = user;
    cli_timings_stage(&p->timings, step->stage);
    if (p->kind == CLI_PROGRESS_NONE) return cli_stopped();
    bool new_stage = strcmp(p->stage, step->stage) != 0;
    if (new_stage) {
        cli_progress_end(p);
        snprintf(p->stage, sizeof p->stage, "%s", step->stage);
        p->stage_start = cli_now();
    }
    p->step = *step;
    snprintf(p->unit, sizeof p->unit, "%s", step->unit ? step->unit : "");
    if (new_stage || step->share >= 1 || cli_now() - p->last_drawn >= REDRAW_SECONDS) show_step(p, false);
    return cli_stopped();
}

void cli_progress_tell(cli_progress *progress, const char *stage, double share, int64_t count, const char *unit)
{
    tt_progress step = {.stage = stage, .share = share, .count = count, .unit = unit};
    on_progress(&step, progress);
}

static void on_message(tt_severity severity, const char *text, void *user)
{
    cli_progress *p = user;
    if (p->quiet) return;
    if (p->kind == CLI_PROGRESS_JSON) {
        cJSON *event = cJSON_CreateObject();
        cJSON_AddStringToObject(event, "event", severity == TT_WARNING ? "warning" : "note");
        cJSON_AddStringToObject(event, "text", text);
        cli_event(event);
        return;
    }
    fprintf(stderr, "%s%s\n", p->drawn ? "\r\033[K" : "", text);
}

int cli_threads(int asked)
{
    int most = omp_get_num_procs() > omp_get_max_threads() ? omp_get_num_procs() : omp_get_max_threads();
    return asked < most ? asked : most;
}

tt_run cli_progress_run(cli_progress *progress, int threads)
{
    return (tt_run){.threads = cli_threads(threads), .progress = on_progress, .message = on_message, .user = progress};
}
