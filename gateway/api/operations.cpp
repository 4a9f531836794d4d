#include "gateway/api/operations.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::api {
namespace {

constexpr std::string_view kJson = "application/json";
/// Who works on cases, in the house.
constexpr std::string_view kCases = "clerk supervisor procurement warehouse auditor admin";
/// Of lists, which can be had as tables (exports.hpp).
constexpr std::string_view kTables =
    "application/json text/csv "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kJsonBodies =
    "application/json application/x-ndjson application/jsonl text/plain";
constexpr std::string_view kEverybody = "*";
/// Who works with the goods and the money, and who looks over their shoulders.
constexpr std::string_view kBusiness =
    "clerk supervisor procurement warehouse auditor operator admin";
constexpr std::string_view kBusinessAndMachines =
    "clerk supervisor procurement warehouse auditor operator admin integration";
constexpr std::string_view kSignedIn =
    "clerk supervisor procurement warehouse auditor operator admin integration supplier";
/// What suppliers see too, of their own.
constexpr std::string_view kDocuments = kSignedIn;
constexpr std::string_view kCaseReaders =
    "clerk supervisor procurement warehouse auditor operator admin supplier";
/// Who looks on changes nothing, and who configures decides nothing (section 16).
constexpr std::string_view kCaseWorkers = "clerk supervisor procurement warehouse operator";
/// Who answers for what may differ, and who configures.
constexpr std::string_view kPolicyMakers = "supervisor procurement admin";

constexpr std::array kOperations{
    Operation{"get_health", "GET", "/healthz", kEverybody, true, Body::none, "", kJson},
    Operation{"get_readiness", "GET", "/readyz", kEverybody, true, Body::none, "", kJson},
    Operation{"get_metrics", "GET", "/metrics", kEverybody, true, Body::none, "", ""},
    Operation{"get_workbench", "GET", "/", kEverybody, true, Body::none, "", ""},
    Operation{"get_workbench_asset", "GET", "/assets/{file}", kEverybody, true, Body::none, "", ""},
    Operation{"get_openapi", "GET", "/api/v1/openapi.json", kEverybody, true, Body::none, "",
              kJson},

    Operation{"receive_as2", "POST", "/as2", kEverybody, true, Body::as2, "", ""},
    Operation{"receive_mdn", "POST", "/as2/mdn", kEverybody, true, Body::as2, "", ""},
    Operation{"send_message", "POST", "/api/v1/messages", "operator admin integration", false,
              Body::message, "", kJson},
    Operation{"send_receipts", "POST", "/api/v1/receipts", "warehouse operator admin integration",
              true, Body::documents, kJsonBodies, kJson},
    Operation{"send_events", "POST", "/api/v1/events", "warehouse operator admin integration", true,
              Body::documents, kJsonBodies, kJson},

    Operation{"list_messages", "GET", "/api/v1/messages", kBusiness, false, Body::none, "",
              kTables},
    Operation{"get_message", "GET", "/api/v1/messages/{id}", kBusinessAndMachines, false,
              Body::none, "", kJson},
    Operation{"get_message_bytes", "GET", "/api/v1/messages/{id}/raw", kBusiness, false, Body::none,
              "", ""},
    Operation{"replay_message", "POST", "/api/v1/messages/{id}/replay", "operator admin", false,
              Body::none, "", kJson},

    Operation{"list_receipts", "GET", "/api/v1/receipts", kDocuments, true, Body::none, "",
              kTables},
    Operation{"get_receipt", "GET", "/api/v1/receipts/{id}", kDocuments, true, Body::none, "",
              kJson},
    Operation{"list_events", "GET", "/api/v1/events", kBusinessAndMachines, true, Body::none, "",
              kTables},
    Operation{"get_order", "GET", "/api/v1/orders/{supplier}/{po}", kDocuments, true, Body::none,
              "", kJson},
    Operation{"list_open_receipts", "GET", "/api/v1/open-receipts", kBusinessAndMachines, true,
              Body::none, "", kTables},
    Operation{"list_transfers", "GET", "/api/v1/transfers", kBusinessAndMachines, true, Body::none,
              "", kTables},
    Operation{"list_counts", "GET", "/api/v1/counts", kBusinessAndMachines, true, Body::none, "",
              kTables},
    Operation{"list_returns", "GET", "/api/v1/returns", kBusinessAndMachines, true, Body::none, "",
              kTables},

    Operation{"list_cases", "GET", "/api/v1/cases", kCaseReaders, true, Body::none, "", kTables},
    Operation{"get_case", "GET", "/api/v1/cases/{id}", kCaseReaders, true, Body::none, "", kJson},
    Operation{"get_case_attachment", "GET", "/api/v1/cases/{id}/attachments/{number}", kBusiness,
              true, Body::none, "", ""},
    Operation{"act_on_case", "POST", "/api/v1/cases/{id}/actions", kCaseWorkers, true,
              Body::documents, kJson, kJson},
    Operation{"act_on_cases", "POST", "/api/v1/cases/actions", kCaseWorkers, true, Body::documents,
              kJson, kJson},
    Operation{"list_ledger", "GET", "/api/v1/ledger", "auditor admin", false, Body::none, "",
              kTables},

    // Evidence and insight.
    Operation{"get_message_inspection", "GET", "/api/v1/messages/{id}/inspection", kBusiness, false,
              Body::none, "", kJson},
    Operation{"get_ledger_checkpoint", "GET", "/api/v1/ledger/checkpoint", "auditor admin", false,
              Body::none, "", kJson},
    Operation{"get_ledger_proof", "GET", "/api/v1/ledger/proof", "auditor admin", false, Body::none,
              "", kJson},
    Operation{"verify_ledger", "GET", "/api/v1/ledger/verification", "auditor admin", false,
              Body::none, "", kJson},
    Operation{"list_partners", "GET", "/api/v1/partners", kBusiness, false, Body::none, "", kJson},
    Operation{"get_policy", "GET", "/api/v1/policy", kBusiness, false, Body::none, "", kJson},
    Operation{"get_operations", "GET", "/api/v1/operations", "auditor operator admin", false,
              Body::none, "", kJson},
    Operation{"ask_what_if", "POST", "/api/v1/policy/what-if",
              "supervisor procurement auditor admin", false, Body::documents,
              "application/yaml application/x-yaml text/yaml text/plain", kJson},
    Operation{"list_policy_versions", "GET", "/api/v1/policy/versions", kBusiness, false,
              Body::none, "", kJson},
    Operation{"get_policy_version", "GET", "/api/v1/policy/versions/{number}", kBusiness, false,
              Body::none, "", kJson},
    Operation{"propose_policy", "POST", "/api/v1/policy/versions", kPolicyMakers, false,
              Body::documents, kJson, kJson},
    Operation{"decide_policy", "POST", "/api/v1/policy/versions/{number}/decision", kPolicyMakers,
              false, Body::form, kJson, kJson},
    Operation{"get_lineage", "GET", "/api/v1/lineage", kBusiness, false, Body::none, "", kJson},
    Operation{"get_case_pack", "GET", "/api/v1/cases/{id}/pack", "supervisor auditor admin", false,
              Body::none, "", "application/x-tar"},
    Operation{"get_stream", "GET", "/api/v1/stream", kBusiness, true, Body::none, "",
              "text/event-stream"},
    Operation{"get_kpis", "GET", "/api/v1/kpis", kCases, false, Body::none, "", kJson},
    Operation{"list_suppliers", "GET", "/api/v1/suppliers", kCases, true, Body::none, "", kTables},
    Operation{"get_scorecard", "GET", "/api/v1/suppliers/{id}/scorecard", kCases, true, Body::none,
              "", kJson},

    // Signing in (session.hpp).
    Operation{"sign_in", "POST", "/api/v1/session", kEverybody, true, Body::form, kJson, kJson},
    Operation{"get_session", "GET", "/api/v1/session", kSignedIn, true, Body::none, "", kJson},
    Operation{"sign_out", "DELETE", "/api/v1/session", kSignedIn, true, Body::none, "", ""},
    Operation{"get_sign_in_ways", "GET", "/api/v1/session/ways", kEverybody, true, Body::none, "",
              kJson},
    Operation{"start_oidc", "GET", "/api/v1/session/oidc", kEverybody, true, Body::none, "", ""},
    Operation{"finish_oidc", "GET", "/api/v1/session/oidc/callback", kEverybody, true, Body::none,
              "", ""},
    Operation{"use_link", "POST", "/api/v1/session/welcome", kEverybody, true, Body::form, kJson,
              kJson},
    Operation{"change_password", "POST", "/api/v1/session/password", kSignedIn, true, Body::form,
              kJson, kJson},
    Operation{"enrol_totp", "POST", "/api/v1/session/totp", kSignedIn, true, Body::form, kJson,
              kJson},
    Operation{"confirm_totp", "POST", "/api/v1/session/totp/confirm", kSignedIn, true, Body::form,
              kJson, kJson},
};

constexpr std::array<std::string_view, 9> kRoles{"clerk",     "supervisor",  "procurement",
                                                 "warehouse", "auditor",     "operator",
                                                 "admin",     "integration", "supplier"};

}  // namespace

std::span<const Operation> operations() {
  return kOperations;
}

const Operation* find_operation(std::string_view name) {
  const auto* found = std::find_if(kOperations.begin(), kOperations.end(),
                                   [&](const Operation& each) { return each.name == name; });
  return found == kOperations.end() ? nullptr : found;
}

bool may_call(const Operation& operation, std::string_view role) {
  std::string_view rest = operation.roles;
  while (!rest.empty()) {
    const std::size_t blank = rest.find(' ');
    if (rest.substr(0, blank) == role) return true;
    rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
  }
  return false;
}

std::span<const std::string_view> roles() {
  return kRoles;
}

}  // namespace weighbridge::api
