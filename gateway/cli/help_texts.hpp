// What --help says of each command below its options: what it is about, and examples.
#pragma once

#include <string_view>

namespace weighbridge::cli {

inline constexpr std::string_view kMainFooter = R"(Exit status:
  0  all well
  1  the input holds errors, or discrepancies at or above --fail-on
  2  wrong usage
  3  a configuration file holds mistakes
  4  nothing of the input could be read
  70 internal error

Examples:
  weighbridge inspect asn-0042.edi              read one message, explain its flaws
  weighbridge reconcile inbox/                  match a folder of documents, show what differs
  weighbridge reconcile inbox/ --format json    the same for a program
  weighbridge COMMAND --help                    more about one command)";

inline constexpr std::string_view kInspectFooter =
    R"(Reads X12, EDIFACT, XML, canonical receipts and events (JSON, JSON lines, CSV) and reference data;
what a file is is found by its content. A partner's own CSV or fixed columns are read by a map in --config. Shows each document as it was understood, every flaw at its place with
the mend, and the acknowledgment that would go out. Memory does not grow with the file.

Examples:
  weighbridge inspect asn-0042.edi
  weighbridge inspect invoices.edi --format json | jq '.interchanges[].groups[].transactions[].errors'
  zcat archive.edi.gz | weighbridge inspect -)";

inline constexpr std::string_view kReconcileFooter =
    R"(Takes files and folders of any mix: X12, EDIFACT, XML, JSON, JSON lines and CSV receipts and
events, found by content. Items, aliases, packs, sites and suppliers (CSV) and policy.yaml in the folders are used.
With --store the result is kept and the next run goes on from it; a message given twice counts once.

Examples:
  weighbridge reconcile inbox/
  weighbridge reconcile asn.edi invoices.edi receipts.csv --as-of 2026-03-31T00:00:00Z
  weighbridge reconcile inbox/ --store weighbridge.db --format csv > differences.csv
  weighbridge reconcile inbox/ --explain PO-4711/10
  weighbridge reconcile inbox/ --policy stricter.yaml --against policy.yaml
  weighbridge reconcile inbox/ --fail-on high || notify-buyer)";

inline constexpr std::string_view kLedgerFooter =
    R"(The ledger records every state change; each entry's hash covers the one before it.

Examples:
  weighbridge ledger verify --store weighbridge.db
  weighbridge ledger keygen weighbridge.example.com/ledger --out ledger.key > ledger.pub
  weighbridge ledger checkpoint --store weighbridge.db --key ledger.key
  weighbridge ledger prove 4711 --store weighbridge.db > proof.json
  weighbridge ledger check proof.json --key ledger.pub
  weighbridge ledger export DC-2026-00000001 --store weighbridge.db -o pack.tar
  weighbridge ledger check pack.tar --key ledger.pub)";

inline constexpr std::string_view kCasesFooter = R"(Examples:
  weighbridge cases list --store weighbridge.db --open
  weighbridge cases show DC-2026-00000001 --store weighbridge.db)";

inline constexpr std::string_view kCasesListFooter = R"(Examples:
  weighbridge cases list --store weighbridge.db --open
  weighbridge cases list --store weighbridge.db --supplier ACME --min-amount 100 --format json)";

inline constexpr std::string_view kCasesShowFooter = R"(Examples:
  weighbridge cases show DC-2026-00000001 --store weighbridge.db)";

inline constexpr std::string_view kConfigFooter =
    R"(A folder is checked whole, together with what is built in: policy.yaml, maps/, partners/,
standards/ and reference data. Each mistake is one line: file:line:column: what is wrong (how to mend it).

Examples:
  weighbridge config check policy.yaml
  weighbridge config check /etc/weighbridge)";

inline constexpr std::string_view kMapTestFooter =
    R"(MAP is a map or a partner's file; it is laid over what is built in. Each value that it takes stands
beside the target it fills, and then what it does not take.

Examples:
  weighbridge map test partners/acme.yaml asn.edi)";

inline constexpr std::string_view kTokenFooter =
    R"(A token is shown once, when it is made; only its argon2id hash is kept. It says who asks:
Authorization: Bearer TOKEN. A revoked one is refused within five seconds.

Examples:
  weighbridge token create --config gateway.yaml --name wms --role integration
  weighbridge token create --config gateway.yaml --name acme --role integration --supplier ACME
  weighbridge token list --config gateway.yaml
  weighbridge token revoke 3f0c5d1a9b2e --config gateway.yaml)";

inline constexpr std::string_view kUserFooter =
    R"(Nobody has a default password: it is typed at the terminal, read from a file, or set by whoever opens the
one-time link. --role gives a role its usual duties everywhere; --grant DUTY@ENTITY/SITE/GROUP[,lead] gives one duty where it
says (parts may be empty, and mean all). A change ends the sessions of the user.

Examples:
  weighbridge user link --admin --config gateway.yaml
  weighbridge user add m.ortiz --name "Maria Ortiz" --role clerk --config gateway.yaml
  weighbridge user add j.chen --grant AP_MANAGER@NORTHGATE/DC01,lead --one-time-link --config gateway.yaml
  weighbridge user add acme --role supplier --supplier ACME --one-time-link --config gateway.yaml
  weighbridge user grant m.ortiz --grant CONTROLLER --no-role clerk --config gateway.yaml
  weighbridge user delegate j.chen --to m.ortiz --until 2026-08-15 --config gateway.yaml
  weighbridge user list --config gateway.yaml)";

inline constexpr std::string_view kServeFooter =
    R"(Runs until SIGTERM or SIGINT, then lets requests under way finish. SIGHUP reads partners, maps and
policy again; when they hold mistakes the old ones stay. The log goes to standard error, one JSON object a line.

Examples:
  weighbridge config check /etc/weighbridge && weighbridge serve --config /etc/weighbridge/gateway.yaml
  WEIGHBRIDGE_HTTP_LISTEN=127.0.0.1:9000 weighbridge serve --config gateway.yaml)";

inline constexpr std::string_view kBackupFooter =
    R"(One moment of the store, while the gateway runs. The copy is verified before it gets its name.

Examples:
  weighbridge backup --config /etc/weighbridge/gateway.yaml --to /backup/monday.db)";

inline constexpr std::string_view kRestoreFooter =
    R"(The gateway must not be running, and there must be no store in the way. Control numbers go on a
thousand further, so that none is given twice.

Examples:
  weighbridge restore /backup/monday.db --config /etc/weighbridge/gateway.yaml)";

inline constexpr std::string_view kReplayFooter =
    R"(What of a message took effect already stays as it is; the rest is read again by today's maps. A gateway
that runs does the work at once, else the next one does.

Examples:
  weighbridge replay --quarantined --config /etc/weighbridge/gateway.yaml
  weighbridge replay 5d41402abc4b2a76b9719d911017c592... --store weighbridge.db)";

inline constexpr std::string_view kPartnerSftpFooter =
    R"(Prints a shell script that makes, for each partner with a drop folder, its system user, its folders
with their owners, and a fragment of sshd_config: chroot, internal-sftp and nothing else.

Examples:
  weighbridge partner sftp-config --config /etc/weighbridge > sftp.sh
  weighbridge partner sftp-config acme --config /etc/weighbridge | sudo sh
  weighbridge partner sftp-config acme --config /etc/weighbridge --fragment)";

inline constexpr std::string_view kRenderFooter =
    R"(861 and recadv are made of one receipt of stage received (JSON); 812, comdis and 820 of what
reconcile --format json printed. The message goes to standard output.

Examples:
  weighbridge render 861 --from receipt.json --sender ZZ:NORTHGATE --receiver ZZ:ACMESUPPLY
  weighbridge render recadv --from receipt.json --sender 14:4399902000004 --receiver 14:4399901000005
  weighbridge reconcile inbox/ --format json > run.json
  weighbridge render 812 --from run.json --invoice INV-5 --sender NORTHGATE --receiver ACMESUPPLY
  weighbridge render 820 --from run.json --supplier ACME --sender NORTHGATE --receiver ACMESUPPLY
                         --store weighbridge.db)";

inline constexpr std::string_view kDoctorFooter =
    R"(Looks at settings, configuration, store, disks, clock, time zones, ports, TLS and certificates, says
one line about each and changes nothing. The exit status is 1 when something is wrong.

Examples:
  weighbridge doctor --config gateway.yaml)";

}  // namespace weighbridge::cli
