// Versions of the policy: what ruled when, and what is proposed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cases/policy_version.hpp"

namespace weighbridge::store {

class PolicyReader {
 public:
  virtual ~PolicyReader() = default;
  /// The newest first, below `before`.
  virtual std::vector<cases::PolicyVersion> policy_versions(std::uint64_t before,
                                                            std::size_t limit) = 0;
  virtual std::optional<cases::PolicyVersion> policy_version(std::uint64_t number) = 0;
  virtual std::optional<cases::PolicyVersion> policy_in_force() = 0;
  /// What policy.yaml was when it was last read.
  virtual std::optional<cases::PolicyVersion> policy_of_file() = 0;
  virtual std::size_t count_proposed_policies() = 0;
};

class PolicyWriter {
 public:
  virtual ~PolicyWriter() = default;
  /// Gives it the next number and returns that; the `number` handed in is not looked at.
  virtual std::uint64_t add_policy_version(const cases::PolicyVersion& version) = 0;
  /// Keeps what became of it: state, decision, and when it ruled.
  virtual void put_policy_version(const cases::PolicyVersion& version) = 0;
};

}  // namespace weighbridge::store
