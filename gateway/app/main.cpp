#include <string>
#include <vector>

#include "gateway/cli/run.hpp"

int main(int argc, char** argv) {
  return weighbridge::cli::run(std::vector<std::string>(argv + 1, argv + argc));
}
