// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A parsed template.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "helper/ctl/json_text.h"

namespace onggi::ctl {

struct TemplatePipeline;

enum class OperandKind { Dot, Variable, Literal, Function, Group };

struct TemplateOperand {
    OperandKind kind = OperandKind::Dot;
    std::string name;                        // of the variable or function
    OrderedJson literal;                     // of a literal
    std::shared_ptr<TemplatePipeline> group; // in parentheses
    std::vector<std::string> fields;         // looked up in it, one in the other
};

// What the first operand, a function, is called with: the rest, and the command before it.
struct TemplateCommand {
    std::vector<TemplateOperand> operands;
};

struct TemplatePipeline {
    std::vector<std::string> variables; // that take its value; for a range, index and element
    bool isDeclaration = false;         // ":=", else "="
    std::vector<TemplateCommand> commands;
};

enum class TemplateNodeKind { Text, Print, If, Range, With };

struct TemplateNode {
    TemplateNodeKind kind = TemplateNodeKind::Text;
    std::string text;
    TemplatePipeline pipeline;
    std::vector<TemplateNode> body;
    std::vector<TemplateNode> otherwise; // behind {{else}}; of an "else if", one node
};

// Nesting of actions and parentheses is bounded. Throws UsageError saying where and what is wrong.
std::vector<TemplateNode> parseTemplate(std::string_view text);

} // namespace onggi::ctl
