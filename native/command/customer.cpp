#include <iostream>
#include <memory>
#include <variant>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/intake/customer_data.h"
#include "native/intake/secret_check.h"

namespace returns::command {
namespace {

struct CustomerOptions {
  intake::OwnDatabase own;
  std::string out;
  storage::OrderChoice choice;
};

int fail(const Failure& failure) {
  std::cerr << failure.detail << '\n';
  return failure.code == FailureCode::NotFound ? 1 : 2;
}

Outcome<intake::Services> open_services(const intake::OwnDatabase& own) {
  auto database = intake::open_existing(own);
  // Status 1 is for a customer who is not there.
  if (!database) return Failure{FailureCode::Io, database.failure().detail};
  intake::Services services;
  services.data = own.data;
  services.database = std::move(*database);
  services.clock = system_clock();
  services.disk = system_disk();
  auto vault = intake::open_vault(own.data, own.media, *services.disk);
  if (auto* fault = std::get_if<std::string>(&vault)) return Failure{FailureCode::Io, std::move(*fault)};
  services.vault = std::get<std::unique_ptr<intake::Vault>>(std::move(vault));
  auto secret = intake::load_secret(services.data, *services.disk);
  if (!secret) return secret.failure();
  services.secret = std::move(*secret);
  if (Status same = intake::check_secret(*services.database, services.secret, own.data); !same)
    return Failure{FailureCode::Io, same.failure().detail};
  return services;
}

int give(intake::Services& services, const std::vector<std::string>& orders, const std::string& out) {
  const auto exported = intake::export_customer(services, orders, out);
  if (!exported) return fail(exported.failure());
  std::cout << "Exported to " << out << ": " << exported->orders << " orders, " << exported->requests << " requests, "
            << exported->files << " files.\n";
  return 0;
}

int take(intake::Services& services, const std::vector<std::string>& orders) {
  const auto erased = intake::erase_customer(services, orders);
  if (!erased) return fail(erased.failure());
  if (!erased->open.empty()) {
    for (const std::string& ticket : erased->open) std::cerr << ticket << ": is still worked on; close it first\n";
    return 1;
  }
  std::cout << "Erased: " << erased->orders << " orders, " << erased->requests << " requests, " << erased->files
            << " files.\n";
  if (!erased->journal_empty)
    std::cout << "The database's journal may hold old pages until the server has written on; repeat this later.\n";
  return 0;
}

int run(const CustomerOptions& options, bool erase) {
  auto services = open_services(options.own);
  if (!services) return fail(services.failure());
  const auto orders = intake::chosen_orders(*services, options.choice);
  if (!orders) return fail(orders.failure());
  return erase ? take(*services, *orders) : give(*services, *orders, options.out);
}

CLI::App* add(CLI::App& parent, const char* name, const char* help, CustomerOptions& options) {
  CLI::App* command = parent.add_subcommand(name, help);
  add_data_options(*command, options.own);
  auto* which = command->add_option_group("which", "Whose data");
  which->add_option("--order", options.choice.order, "One order, by its number");
  which->add_option("--ticket", options.choice.ticket, "The order of one ticket");
  which->add_option("--customer", options.choice.customer,
                    "All orders of a customer, by the reference under which the shop sent them");
  which->require_option(1);
  return command;
}

}  // namespace

void add_customer(CLI::App& app, int& status) {
  CLI::App* customer = app.add_subcommand("customer", "What is held about a customer");
  customer->require_subcommand(1);
  const auto options = std::make_shared<CustomerOptions>();
  CLI::App* give = add(*customer, "export", "Write all of it into a folder: customer.json and the files", *options);
  give->add_option("out", options->out, "Where it goes; made, or an empty folder")->required();
  give->callback([options, &status] { status = run(*options, false); });
  CLI::App* take = add(*customer, "erase",
                       "Take away words, contacts and files of closed requests; codes, sums and times stay", *options);
  take->callback([options, &status] { status = run(*options, true); });
}

}  // namespace returns::command
