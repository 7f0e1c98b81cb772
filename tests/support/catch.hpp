// One include for Catch2 version 2 (Debian 12) and 3.
#pragma once

#if TARE_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
