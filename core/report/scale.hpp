// Maps numbers to places on a chart, on a linear or a logarithmic axis, and chooses round numbers to label.
#pragma once

#include <string>
#include <vector>

namespace tare::report {

struct Tick {
  double value = 0;
  double place = 0;
};

class Scale {
 public:
  // Not finite or not positive values do not belong on a logarithmic axis; callers leave them out before.
  [[nodiscard]] static Scale linear(double low, double high, double begin, double end);
  [[nodiscard]] static Scale logarithmic(double low, double high, double begin, double end);

  // Values outside end up at the edge.
  [[nodiscard]] double place(double value) const;
  [[nodiscard]] std::vector<Tick> ticks() const;

 private:
  Scale(bool is_logarithmic, double low, double high, double begin, double end)
      : is_logarithmic_(is_logarithmic), low_(low), high_(high), begin_(begin), end_(end) {}

  bool is_logarithmic_;
  double low_;
  double high_;
  double begin_;
  double end_;
};

// A coordinate with one digit behind the point, which is a tenth of a pixel.
[[nodiscard]] std::string coordinate(double value);

}  // namespace tare::report
