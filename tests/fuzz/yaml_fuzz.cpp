// Configuration in YAML on arbitrary bytes, through to a policy.
#include <cstdint>
#include <string_view>

#include "matching/policy.hpp"
#include "parsers/yaml/document.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weighbridge;
  const std::string_view text = fuzz::text_of(data, size);
  Findings findings;
  const yaml::Node root = yaml::read(text, findings);
  fuzz::require(findings.empty() || root.is_null());
  for (const Finding& finding : findings) fuzz::require(!finding.message.empty());

  std::vector<TableError> errors;
  (void)matching::parse_policy("policy.yaml", text, errors);
  fuzz::require(findings.empty() || !errors.empty());
  return 0;
}
