/* What each stage of a run took: wall clock, processor time of all threads, memory.  A stage that comes again adds up.
 */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

double cli_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void cli_usage_now(double *cpu, double *peak_megabytes)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    *cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    *peak_megabytes = (double)usage.ru_maxrss / 1024; /* Linux counts kilobytes */
}

/* Resident now; 0 where /proc does not tell. */
static double resident_megabytes(void)
{
    unsigned long long all, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file) return 0;
    if (fscanf(file, "%llu %llu", &all, &resident) != 2) resident = 0;
    fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

/* ---- recording ---- */

void cli_timings_start(cli_timings *timings)
{
    double peak;
    *timings = (cli_timings){.current = -1, .wall_mark = cli_now()};
    cli_usage_now(&timings->cpu_mark, &peak);
}

/* The stage of that name, a new one where it is the first time; the last one takes all that there is no room for. */
static int find_stage(cli_timings *t, const char *name)
{
    for (int i = 0; i < t->n; i++)
        if (strcmp(t->stage[i].name, name) == 0) return i;
    if (t->n == CLI_MAX_STAGES) return CLI_MAX_STAGES - 1;
    snprintf(t->stage[t->n].name, sizeof t->stage->name, "%s", name);
    return t->n++;
}

/* What has passed goes to the stage that is over. */
static void close_stage(cli_timings *t)
{
    double wall = cli_now(), cpu, peak;
    cli_usage_now(&cpu, &peak);
    if (t->current >= 0) {
        cli_stage *s = &t->stage[t->current];
        s->wall += wall - t->wall_mark;
        s->cpu += cpu - t->cpu_mark;
        s->resident = resident_megabytes();
        s->peak = peak;
        t->wall_mark = wall; /* before the first stage the clock runs for it */
        t->cpu_mark = cpu;
    }
}

void cli_timings_stage(cli_timings *timings, const char *name)
{
    if (timings->current >= 0 && strcmp(timings->stage[timings->current].name, name) == 0) return;
    close_stage(timings);
    timings->current = find_stage(timings, name);
}

void cli_timings_end(cli_timings *timings)
{
    close_stage(timings);
    timings->current = -1;
}

/* ---- telling ---- */

static cli_stage total_of(const cli_timings *t)
{
    cli_stage total = {.name = "total", .resident = resident_megabytes()};
    double cpu;
    for (int i = 0; i < t->n; i++) total.wall += t->stage[i].wall, total.cpu += t->stage[i].cpu;
    cli_usage_now(&cpu, &total.peak);
    return total;
}

static void print_line(const cli_stage *s)
{
    fprintf(stderr, "%-12s %9.2f %9.2f %8.2f %9.0f %9.0f\n", s->name, s->wall, s->cpu,
            s->wall > 0 ? s->cpu / s->wall : 0, s->resident, s->peak);
}

void cli_timings_text(const cli_timings *timings)
{
    cli_stage total = total_of(timings);
    fprintf(stderr, "%-12s %9s %9s %8s %9s %9s\n", "stage", "seconds", "CPU", "CPU/s", "MB", "peak MB");
    for (int i = 0; i < timings->n; i++) print_line(&timings->stage[i]);
    print_line(&total);
}

static void tell_event(const cli_stage *s)
{
    cJSON *event = cJSON_CreateObject();
    cJSON_AddStringToObject(event, "event", "timing");
    cJSON_AddStringToObject(event, "stage", s->name);
    cJSON_AddNumberToObject(event, "seconds", s->wall);
    cJSON_AddNumberToObject(event, "cpu_seconds", s->cpu);
    cJSON_AddNumberToObject(event, "megabytes", s->resident);
    cJSON_AddNumberToObject(event, "peak_megabytes", s->peak);
    cli_event(event);
}

void cli_timings_json(const cli_timings *timings)
{
    cli_stage total = total_of(timings);
    for (int i = 0; i < timings->n; i++) tell_event(&timings->stage[i]);
    tell_event(&total);
}
