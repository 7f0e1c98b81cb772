/* The C boundary between a worker and a plugin: one exported object, plain C, no C++ type crosses it.
 * Texts are UTF-8 JSON documents whose shapes core/sdk/README.md lists. Fields are only ever appended, and
 * tests/golden/abi.txt guards their order. Knows nothing of workers, suites or stores. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "TARE" read as a little-endian word. */
#define TARE_ABI_MAGIC 0x45524154u
/* Majors must be equal; a plugin's minor must not exceed the host's. */
#define TARE_ABI_MAJOR 1
#define TARE_ABI_MINOR 0

/* What a call came to. Everything but TARE_OK is explained by one call of tare_host.fail before the return. */
typedef enum tare_status {
  TARE_OK = 0,
  TARE_FAILED = 1,        /* the method could not answer */
  TARE_WRONG_ANSWER = 2,  /* the answer check failed */
  TARE_OUT_OF_MEMORY = 3, /* an allocation failed */
  TARE_UNSUPPORTED = 4,   /* this method cannot do this case, and says why */
  TARE_CANCELLED = 5,     /* tare_host.cancelled() was obeyed */
  TARE_BAD_CALL = 6       /* a call out of order or with arguments that do not fit; the host's fault */
} tare_status;

/* What the host offers a plugin. Valid from open() to close(), and during describe() and make_ingredient(). */
typedef struct tare_host {
  uint32_t struct_size;
  void* context;
  /* One event of core/wire/README.md (phase, metric, series, artifact, log, progress) as a JSON object. */
  void (*event)(void* context, const char* json, size_t size);
  /* Why the running call is about to return a status other than TARE_OK. The reason is snake_case, may be empty. */
  void (*fail)(void* context, const char* reason, const char* message);
  /* Non-zero once the case should stop; long loops ask it now and then. */
  int (*cancelled)(void* context);
  /* Receives the document that describe() and operations() answer with. */
  void (*answer)(void* context, const char* json, size_t size);
} tare_host;

/* A method's own state for one case. */
typedef struct tare_instance tare_instance;

/* The one exported symbol: `tare_plugin`. Every function may be called from one thread at a time. */
typedef struct tare_plugin_entry {
  uint32_t magic;       /* TARE_ABI_MAGIC */
  uint32_t struct_size; /* sizeof(tare_plugin_entry) when the plugin was built */
  uint16_t abi_major;   /* TARE_ABI_MAJOR */
  uint16_t abi_minor;   /* TARE_ABI_MINOR */
  uint32_t reserved;    /* 0 */
  const char* name;     /* the method, kebab-case */
  const char* track;
  const char* version;
  const char* summary; /* one sentence */
  const char* build;   /* compiler, flags, libraries */
  /* Answers the method's parameters and its track's description. */
  tare_status (*describe)(const tare_host* host);
  /* Creates the state of one case from its JSON document. */
  tare_status (*open)(const tare_host* host, const char* case_json, size_t size, tare_instance** instance);
  /* Loads, builds, trains; called once. */
  tare_status (*prepare)(tare_instance* instance);
  /* Answers a JSON array of operations; after prepare(). */
  tare_status (*operations)(tare_instance* instance);
  /* Calls an operation `iterations` times. Writes the seconds spent to *manual_s when the operation said
   * "manual_time", else leaves it alone. */
  tare_status (*run)(tare_instance* instance, uint32_t operation, uint64_t iterations, double* manual_s);
  /* Computes metrics and checks the answer; after prepare(). */
  tare_status (*evaluate)(tare_instance* instance);
  /* Frees the state; the instance may be null. */
  void (*close)(tare_instance* instance);
  /* Writes one of the track's ingredients to the path that the request names. */
  tare_status (*make_ingredient)(const tare_host* host, const char* request_json, size_t size);
} tare_plugin_entry;

#ifdef __cplusplus
}
#endif
