// The program: from the words of a command line to an exit status.
#pragma once

#include <string>
#include <vector>

namespace weighbridge::cli {

/// Does what `words` (without the program's name) ask for, on the standard streams, and returns the
/// exit status of the contract. Nothing escapes: a failure of the world is one line and 70.
int run(std::vector<std::string> words);

}  // namespace weighbridge::cli
