// Who may do what: the duties of section 16, granted to a person for an entity, site and supplier
// group.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::cases {

/// The roles of section 16. The contract's roles are coarser (M-0.4).
enum class Duty : std::uint8_t {
  supplier,
  receiver,
  wh_supervisor,
  inventory_control,
  buyer,
  ap_clerk,
  ap_manager,
  controller,
  integration_ops,
  master_data,
  auditor,
  admin
};
/// "AP_CLERK", as section 16 writes it.
std::string_view to_string_view(Duty duty);
std::optional<Duty> duty_from(std::string_view text);
/// The contract's role in which the duty is done: "clerk" ... (M-0.4).
std::string_view role_of(Duty duty);

/// What something belongs to, or what a grant is limited to; there, empty means all.
struct Scope {
  std::string entity{}, site{}, supplier_group{};
  bool operator==(const Scope&) const = default;
  /// Whether a grant for *this reaches `what`.
  bool covers(const Scope& what) const;
};

struct Grant {
  Duty duty = Duty::auditor;
  Scope scope{};
  bool lead = false;  ///< leads those who hold the duty there: assigns, merges, reopens
  bool operator==(const Grant&) const = default;
};

struct Person {
  std::string id;
  std::vector<Grant> grants;  ///< own ones, and those taken over from the persons stood in for
  /// For whom this person acts just now: their bars are this person's too (S8).
  std::vector<std::string> stands_in_for{};

  bool holds(Duty duty, const Scope& where) const;
  bool leads(Duty duty, const Scope& where) const;
};

}  // namespace weighbridge::cases
