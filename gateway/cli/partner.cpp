#include "gateway/cli/partner.hpp"

#include <filesystem>
#include <vector>

#include "gateway/cli/complaint.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/partners/folder_section.hpp"
#include "gateway/partners/partner_channels.hpp"
#include "gateway/serve/settings.hpp"

namespace weighbridge::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kUserNameMax = 32;  // of useradd

/// For a shell: whatever is in it, it is one word.
std::string word(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

/// The folder of partner files, given itself or by gateway.yaml.
std::string configuration_folder(const std::string& config, std::vector<TableError>& errors) {
  if (config.empty() || fs::is_directory(config)) return config;
  return serve::read_settings(config, serve::process_environment, errors).configuration.string();
}

/// Makes user, folders and configuration; run again it changes nothing that is right already.
std::string script_for(const receive::DropFolder& folder, const PartnerSftpOptions& options) {
  const std::string user = options.user.empty() ? system_user_of(folder.partner) : options.user;
  const std::string path = folder.path.string();
  const std::string keys = options.keys_folder + '/' + user;
  const std::string fragment_file = "/etc/ssh/sshd_config.d/weighbridge-" + user + ".conf";
  const auto make = [&](const std::string& owner, const std::string& group, const char* mode,
                        const std::string& name) {
    return "install -d -o " + word(owner) + " -g " + word(group) + " -m " + mode + ' ' +
           word(path + name) + '\n';
  };
  const std::string& account = options.account;
  std::string text;
  text +=
      "# " + folder.partner + ": the drop folder " + path + ", filled by the user " + user + '\n';
  text += "getent passwd " + word(account) +
          " >/dev/null || useradd --system --user-group "
          "--no-create-home --shell /usr/sbin/nologin " +
          word(account) + '\n';
  text += "getent passwd " + word(user) +
          " >/dev/null || useradd --user-group --no-create-home "
          "--home-dir / --shell /usr/sbin/nologin " +
          word(user) + '\n';
  text += make("root", "root", "0755", "");
  text += make(user, account, "2770", "/in");
  text += make(account, user, "2770", "/outbox");
  text += make(account, user, "2750", "/error");
  text += make(account, account, "0700", "/working");
  text += make(account, account, "0700", "/done");
  text += "install -d -o root -g root -m 0755 " + word(options.keys_folder) + '\n';
  text += "[ -e " + word(keys) + " ] || install -o root -g root -m 0644 /dev/null " + word(keys) +
          "  # put the partner's public keys here\n";
  text += "cat > " + word(fragment_file) + " <<'FRAGMENT'\n" +
          sshd_fragment(folder, user, options.keys_folder) + "FRAGMENT\n";
  return text;
}

std::vector<receive::DropFolder> folders_of(const PartnerSftpOptions& options,
                                            std::vector<TableError>& errors) {
  const std::string folder = configuration_folder(options.config_dir, errors);
  const auto files = intake::configuration_files(folder);
  for (const intake::Trouble& trouble : files.troubles)
    errors.push_back({trouble.where, 0, 0, trouble.what, trouble.mend});
  std::vector<receive::DropFolder> folders;
  for (const auto& partner : partners::partner_sections(files.tables, errors)) {
    if (!options.partner.empty() && partner.name != options.partner) continue;
    if (auto found = partners::folder_section(partner, errors))
      folders.push_back(std::move(*found));
  }
  return folders;
}

}  // namespace

std::string system_user_of(const std::string& partner) {
  std::string user;
  for (char c : partner) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    user += plain ? c : '_';
  }
  const bool begins_well = !user.empty() && user.front() >= 'a' && user.front() <= 'z';
  if (!begins_well) user = "p-" + user;
  return user.substr(0, kUserNameMax);
}

std::string sshd_fragment(const receive::DropFolder& folder, const std::string& user,
                          const std::string& keys_folder) {
  // -u 0007: what the partner uploads can be read by the group of in/, which is the gateway's.
  return "Match User " + user +
         "\n"
         "    ChrootDirectory \"" +
         folder.path.string() +
         "\"\n"
         "    ForceCommand internal-sftp -d /in -u 0007 -l INFO\n"
         "    AuthorizedKeysFile \"" +
         keys_folder + '/' + user +
         "\"\n"
         "    AuthenticationMethods publickey\n"
         "    PasswordAuthentication no\n"
         "    KbdInteractiveAuthentication no\n"
         "    DisableForwarding yes\n"
         "    AllowTcpForwarding no\n"
         "    AllowAgentForwarding no\n"
         "    AllowStreamLocalForwarding no\n"
         "    X11Forwarding no\n"
         "    PermitTunnel no\n"
         "    PermitTTY no\n"
         "    PermitUserRC no\n"
         "    Banner none\n"
         "Match all\n";
}

ExitStatus partner_sftp_config(const PartnerSftpOptions& options, const Screen& screen) {
  std::vector<TableError> errors;
  const std::vector<receive::DropFolder> folders = folders_of(options, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  if (folders.empty()) {
    const bool any = options.partner.empty();
    screen.err.write(complaint(
        options.config_dir,
        any ? "no partner has a drop folder" : "the partner " + options.partner + " has none",
        "add `folder: {path: /srv/weighbridge/drop/NAME}` to its file in partners/"));
    return ExitStatus::configuration;
  }
  if (options.fragment_only) {
    for (const receive::DropFolder& folder : folders)
      screen.out.write(sshd_fragment(
          folder, options.user.empty() ? system_user_of(folder.partner) : options.user,
          options.keys_folder));
    return ExitStatus::well;
  }
  screen.out.write(
      "#!/bin/sh\n"
      "# Lets partners fill their drop folders by SFTP. Read it, then run it as root; run again "
      "it\n"
      "# changes nothing that is right already.\n"
      "set -eu\n\n");
  for (const receive::DropFolder& folder : folders)
    screen.out.write(script_for(folder, options) + '\n');
  screen.out.write("sshd -t && systemctl reload ssh\n");
  return ExitStatus::well;
}

}  // namespace weighbridge::cli
