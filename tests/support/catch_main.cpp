// Catch2 version 2 is header-only and wants its main in exactly one file.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
