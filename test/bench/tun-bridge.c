/*
 * An emulated network link between two network namespaces, for kernels without
 * sch_netem: one TUN device in each, and between them, per direction, random
 * loss, a bottleneck of a given rate with a tail-drop queue, and a fixed delay.
 *
 *   tun-bridge NETNS-A NETNS-B BYTES-PER-SECOND DELAY-US QUEUE-US LOSS-PPM
 *
 * NETNS-A and NETNS-B are paths such as /run/netns/NAME; the device is called
 * "bench0" in both. DELAY-US is one way. QUEUE-US is how long a packet may wait
 * for its turn at the bottleneck. Prints "ready" once both devices exist. Runs
 * until a signal, or until the process that started it ends; both devices go
 * with it. At SIGTERM it prints what it carried and dropped.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define LARGEST 2048 /* more than the MTU of 1500 */
#define BATCH 64     /* packets taken from one device before the other's turn */

struct packet {
    uint64_t due; /* ns */
    uint32_t size;
    unsigned char bytes[LARGEST];
};

/* What goes one way. The packets under way are a ring, in order of `due`. */
struct direction {
    int in, out;
    uint64_t busy_until; /* when the bottleneck has sent what it was given */
    struct packet *ring;
    size_t slots, first, count;
    unsigned long carried, lost, dropped, late;
};

static uint64_t rate, delay_ns, queue_ns;
static uint32_t loss_ppm;
static volatile sig_atomic_t ended;

static void die(const char *what) {
    fprintf(stderr, "tun-bridge: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void on_signal(int number) {
    (void)number;
    ended = 1;
}

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* xorshift64*, seeded by time: one loss pattern for every run would favour one side. */
static uint64_t random_state;
static uint32_t random_below_million(void) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (uint32_t)((random_state * 2685821657736338717u) >> 40) % 1000000u;
}

static int open_tun(const char *netns) {
    /* Looked up in this process' own mount namespace, before the network one changes. */
    int ns = open(netns, O_RDONLY | O_CLOEXEC);
    if (ns < 0) die(netns);
    if (setns(ns, CLONE_NEWNET) != 0) die("setns");
    close(ns);
    int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (tun < 0) die("/dev/net/tun");
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    strcpy(request.ifr_name, "bench0");
    if (ioctl(tun, TUNSETIFF, &request) != 0) die("TUNSETIFF");
    return tun;
}

static void take_in(struct direction *way) {
    static unsigned char scratch[LARGEST];
    for (int i = 0; i < BATCH; i++) {
        int full = way->count == way->slots;
        struct packet *packet = &way->ring[(way->first + way->count) % way->slots];
        ssize_t size = read(way->in, full ? scratch : packet->bytes, LARGEST);
        if (size <= 0) return;
        uint64_t now = now_ns();
        if (loss_ppm && random_below_million() < loss_ppm) {
            way->lost++;
            continue;
        }
        uint64_t start = way->busy_until > now ? way->busy_until : now;
        if (full || start - now > queue_ns) {
            way->dropped++;
            continue;
        }
        way->busy_until = start + (uint64_t)size * 1000000000u / rate;
        packet->due = way->busy_until + delay_ns;
        packet->size = (uint32_t)size;
        way->count++;
    }
}

static void let_out(struct direction *way) {
    uint64_t now = now_ns();
    while (way->count > 0) {
        struct packet *packet = &way->ring[way->first];
        if (packet->due > now) return;
        /* More than 2 ms late: this machine was too busy, and the figures suffer. */
        if (now - packet->due > 2000000u) way->late++;
        if (write(way->out, packet->bytes, packet->size) < 0 && errno == EAGAIN) return;
        way->carried++;
        way->first = (way->first + 1) % way->slots;
        way->count--;
    }
}

static void set_up(struct direction *way, int in, int out) {
    memset(way, 0, sizeof *way);
    way->in = in;
    way->out = out;
    /* Room for a full queue and all that the delay holds, of packets as small as 80 bytes (ACKs). */
    way->slots = (size_t)((double)rate * ((double)(delay_ns + queue_ns) / 1e9) / 80.0) + 256;
    if (way->slots > 65536) way->slots = 65536;
    way->ring = calloc(way->slots, sizeof *way->ring);
    if (way->ring == NULL) die("calloc");
}

static uint64_t next_due(const struct direction *way) {
    return way->count == 0 ? UINT64_MAX : way->ring[way->first].due;
}

static void report(const char *name, const struct direction *way) {
    printf("%s: carried %lu, lost %lu, dropped by the queue %lu, late %lu\n", name,
           way->carried, way->lost, way->dropped, way->late);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: tun-bridge NETNS-A NETNS-B BYTES-PER-SECOND DELAY-US QUEUE-US LOSS-PPM\n");
        return 2;
    }
    rate = strtoull(argv[3], NULL, 10);
    delay_ns = strtoull(argv[4], NULL, 10) * 1000u;
    queue_ns = strtoull(argv[5], NULL, 10) * 1000u;
    loss_ppm = (uint32_t)strtoul(argv[6], NULL, 10);
    if (rate == 0) {
        fprintf(stderr, "tun-bridge: the rate must be a number above 0\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    /* A link does not wait for a busy processor. Not allowed everywhere; then it is as good as it gets. */
    setpriority(PRIO_PROCESS, 0, -19);
    prctl(PR_SET_TIMERSLACK, 1000);
    random_state = now_ns() ^ ((uint64_t)getpid() << 40) ^ 0x9e3779b97f4a7c15u;

    int a = open_tun(argv[1]);
    int b = open_tun(argv[2]);
    struct direction there, back;
    set_up(&there, a, b);
    set_up(&back, b, a);
    puts("ready");
    fflush(stdout);

    struct pollfd fds[2] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
    while (!ended) {
        uint64_t due = next_due(&there);
        if (next_due(&back) < due) due = next_due(&back);
        struct timespec wait = {0, 0}, *timeout = NULL;
        if (due != UINT64_MAX) {
            uint64_t now = now_ns();
            uint64_t left = due > now ? due - now : 0;
            wait.tv_sec = (time_t)(left / 1000000000u);
            wait.tv_nsec = (long)(left % 1000000000u);
            timeout = &wait;
        }
        if (ppoll(fds, 2, timeout, NULL) < 0 && errno != EINTR) die("ppoll");
        take_in(&there);
        take_in(&back);
        let_out(&there);
        let_out(&back);
    }
    report("a to b", &there);
    report("b to a", &back);
    return 0;
}
