// The state behind tare_instance: one case in the hands of one Experiment, and how far it has come.
#pragma once

#include "host_recorder.hpp"
#include "tare/plugin.hpp"

#include <memory>
#include <vector>

struct tare_instance {
  enum class Stage : std::uint8_t { opened, preparing, prepared };

  tare_instance(const tare_host& the_host, tare::PluginDefinition the_definition)
      : host(the_host), definition(std::move(the_definition)), recorder(host, definition.track) {}

  tare_host host;  // a copy: the callbacks stay valid until close
  tare::PluginDefinition definition;
  tare::sdk::HostRecorder recorder;
  tare::Case the_case;
  std::unique_ptr<tare::Experiment> experiment;
  std::vector<tare::Operation> operations;
  Stage stage = Stage::opened;
  bool has_operations = false;
  bool has_evaluated = false;
};
