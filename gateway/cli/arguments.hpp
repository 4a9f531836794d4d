// The command line as values. CLI11 is heavy, so it is seen by arguments.cpp alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/cli/exit_status.hpp"
#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/time.hpp"
#include "matching/discrepancy.hpp"
#include "matching/explain.hpp"

namespace weighbridge::cli {

enum class Format : std::uint8_t { text, json, csv };
enum class ColourMode : std::uint8_t { automatic, always, never };

struct InspectOptions {
  std::string file;  ///< "-" is standard input
  Format format = Format::text;
  std::string config_dir;        ///< empty: what is built in
  std::optional<Instant> as_of;  ///< of the acknowledgment; nothing: now
};

struct ReconcileOptions {
  std::vector<std::string> paths;
  std::string config_dir;
  std::string policy_file;   ///< empty: policy.yaml beside the input, else the configuration's
  std::string against_file;  ///< another policy to compare with; empty: none
  std::optional<matching::OrderRef> explain;
  std::string store = ":memory:";
  std::optional<Instant> as_of;  ///< nothing: now
  Format format = Format::text;
  std::optional<matching::Severity> fail_on;  ///< nothing: discrepancies never fail the run
};

struct LedgerVerifyOptions {
  std::string store;
  std::string key;  ///< to verify checkpoints with, or the file that holds it; empty: unchecked
};

struct LedgerKeygenOptions {
  std::string origin;  ///< names the ledger for ever
  std::string out;     ///< a new file for the secret
};

struct LedgerCheckpointOptions {
  std::string store;
  std::string key;  ///< the file that keygen wrote
};

struct LedgerProveOptions {
  std::string store;
  std::uint64_t entry = 0;
  std::string since;  ///< an earlier checkpoint; empty: none
};

struct LedgerExportOptions {
  std::string id;  ///< of the case
  std::string store;
  std::string out;  ///< a new file
  std::string key;  ///< the file that keygen wrote, to sign the ledger with before; empty: as it is
};

struct LedgerCheckOptions {
  std::string proof;  ///< or a pack
  std::string key;    ///< to verify with, or the file that holds it
};

struct CasesListOptions {
  std::string store;
  Format format = Format::text;
  bool open_only = false;
  std::string state, owner, supplier, code;
  std::optional<Money> min_amount;
  std::size_t limit = 1000;
};

struct CasesShowOptions {
  std::string store;
  std::string id;
  Format format = Format::text;
};

struct ConfigCheckOptions {
  std::string path;
};

struct MapTestOptions {
  std::string map;   ///< a map, or a partner's file
  std::string file;  ///< the message
};

/// What can be sent to a supplier.
enum class MessageKind : std::uint8_t {
  receiving_advice,  ///< X12 861
  recadv,
  debit_memo,  ///< X12 812
  comdis,
  remittance,  ///< X12 820
};

/// An identifier in an envelope; the qualifier may be empty.
struct EnvelopeParty {
  std::string qualifier, id;
};

struct RenderOptions {
  MessageKind kind = MessageKind::receiving_advice;
  std::string from;  ///< a receipt, or what reconcile --format json printed; "-" is standard input
  EnvelopeParty sender, receiver;
  std::string release = "004010";  ///< of X12
  bool d01b = false;               ///< EDIFACT D.01B in place of D.96A
  std::string invoice, supplier;   ///< which of the reconciliation's
  std::string store;               ///< hands out control numbers; empty: they are 1
  std::optional<Instant> as_of;    ///< of the envelope; nothing: now
  bool test = false;
};

struct ServeOptions {
  std::string config;  ///< gateway.yaml
};

struct DoctorOptions {
  std::string config;  ///< gateway.yaml
};

struct TokenCreateOptions {
  std::string config;  ///< gateway.yaml
  std::string name;
  std::vector<std::string> roles, suppliers, sites;
  std::uint64_t days = 365;  ///< it holds; 0: for ever
};

struct TokenListOptions {
  std::string config;
  Format format = Format::text;
};

struct TokenRevokeOptions {
  std::string config;
  std::string id;
};

/// What a user may do, as words say it.
struct AccessWords {
  std::vector<std::string> roles, grants, suppliers, sites;
};

/// How a user gets a password: from a file, by a one-time link, or typed at the terminal.
struct PasswordWay {
  std::string file;
  bool link = false;
};

struct UserAddOptions {
  std::string config, id, name;
  AccessWords access;
  PasswordWay password;
};

struct UserListOptions {
  std::string config;
  Format format = Format::text;
};

struct UserGrantOptions {
  std::string config, id;
  AccessWords given, taken;
};

struct UserDisableOptions {
  std::string config, id;
  bool enable = false;
};

struct UserResetOptions {
  std::string config, id;
  PasswordWay password;
  bool totp = false;  ///< takes the authenticator away, and leaves the password
};

struct UserLinkOptions {
  std::string config, id;
  bool admin = false;  ///< of the first administrator, who is made when there is none
};

struct UserDelegateOptions {
  std::string config, id;
  std::string to;
  std::string from, until;  ///< dates or times; `from` empty: now
  bool end = false;
};

/// Where a store is: named itself, or by the settings of the gateway that keeps it.
struct StorePlace {
  std::string store, config;
};

struct BackupOptions {
  StorePlace from;
  std::string to;
};

struct RestoreOptions {
  std::string from;
  StorePlace to;
};

struct ReplayOptions {
  StorePlace store;
  std::vector<std::string> messages;
  bool quarantined = false;  ///< every message with a document in quarantine
};

struct PartnerSftpOptions {
  std::string partner;                  ///< empty: all that have a drop folder
  std::string config_dir;               ///< the folder of partners/, or gateway.yaml
  std::string user;                     ///< the partner's system user; empty: after its name
  std::string account = "weighbridge";  ///< the system user that the gateway runs as
  std::string keys_folder = "/etc/ssh/weighbridge";
  bool fragment_only = false;
};

using Command = std::variant<
    UserAddOptions, UserListOptions, UserGrantOptions, UserDisableOptions, UserResetOptions,
    UserLinkOptions, UserDelegateOptions, DoctorOptions, TokenCreateOptions, TokenListOptions,
    TokenRevokeOptions, ServeOptions, PartnerSftpOptions, InspectOptions, ReconcileOptions,
    LedgerVerifyOptions, LedgerKeygenOptions, LedgerCheckpointOptions, LedgerProveOptions,
    LedgerExportOptions, LedgerCheckOptions, CasesListOptions, CasesShowOptions, ConfigCheckOptions,
    MapTestOptions, RenderOptions, BackupOptions, RestoreOptions, ReplayOptions>;

struct Invocation {
  ColourMode colour = ColourMode::automatic;
  Command command;
};

/// What the command line asked for when that is no command: help, the version, or a complaint.
struct Reply {
  ExitStatus status = ExitStatus::well;
  std::string out;  ///< for standard output
  std::string err;  ///< for standard error
};

/// Reads the words after the program's name. Never throws for what a user can type.
std::variant<Invocation, Reply> parse_arguments(std::vector<std::string> words);

}  // namespace weighbridge::cli
