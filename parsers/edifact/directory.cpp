#include "parsers/edifact/directory.hpp"

#include <cstdlib>

#include "parsers/edi/delimiters.hpp"

namespace weighbridge::edifact {

namespace {

/// A release such as "96A" as a number of half-years; 0 when it is none.
int release_number(std::string_view release) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (release.size() < 3 || !is_digit(release[0]) || !is_digit(release[1])) return 0;
  const int year = (release[0] - '0') * 10 + (release[1] - '0');
  const int half = release[2] >= 'B' ? 1 : 0;
  return 2 * (year < 70 ? 100 + year : year) + half;
}

}  // namespace

edi::Dictionaries::Choice choose_directory(const edi::Dictionaries& directories,
                                           std::string_view version, std::string_view message) {
  const int wanted = release_number(edi::trimmed(edi::part(version, ':', 2)));
  edi::Dictionaries::Choice choice;
  int distance_min = 0;
  for (const edi::Dictionary& candidate : directories.releases()) {
    const int distance = std::abs(release_number(candidate.release().substr(1)) - wanted);
    if (choice.dictionary != nullptr && distance >= distance_min) continue;
    choice = {&candidate, distance == 0 || message == "CONTRL"};
    distance_min = distance;
  }
  return choice;
}

}  // namespace weighbridge::edifact
