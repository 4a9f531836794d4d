#include <iostream>

#include "gateway/cli/version.hpp"

int main() {
  std::cout << "weighbridge " << weighbridge::version() << '\n';
  return 0;
}
