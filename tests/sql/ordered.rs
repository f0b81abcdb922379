//! What a database orders: texts by their bytes, as a column or a statement says with `COLLATE "C"`, and `NULL` where
//! the statement says.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use actions::schema;
use sqlparser::ast::{
    AlterTableOperation, BinaryOperator, ColumnDef, ColumnOption, DataType, Expr, FunctionArg,
    FunctionArgExpr, FunctionArguments, Ident, ObjectName, OrderByKind, Query, SetExpr, Statement,
    TableConstraint, TableFactor, Visit, Visitor,
};

use super::parse;

/// What there is to know of a column that something is ordered by.
struct Column {
    is_text: bool,
    is_collated: bool,
    may_be_null: bool,
}

impl Column {
    fn of(it: &ColumnDef) -> Self {
        let has = |wanted: fn(&ColumnOption) -> bool| it.options.iter().any(|o| wanted(&o.option));
        Self {
            is_text: it.data_type == DataType::Text,
            is_collated: has(
                |o| matches!(o, ColumnOption::Collation(name) if name.to_string() == "\"C\""),
            ),
            may_be_null: !has(|o| matches!(o, ColumnOption::NotNull | ColumnOption::PrimaryKey(_))),
        }
    }
}

/// The columns of each table, by name.
pub(super) struct Tables(BTreeMap<String, BTreeMap<String, Column>>);

impl Tables {
    /// Those of the schema.
    pub(super) fn of_schema() -> Self {
        Self::of(schema().iter().flat_map(|part| part.steps).copied())
    }

    fn of(steps: impl IntoIterator<Item = &'static str>) -> Self {
        let mut tables = Self(BTreeMap::new());
        for statement in steps.into_iter().flat_map(|step| parse(step).unwrap()) {
            match statement {
                Statement::CreateTable(it) => {
                    tables.add(&it.name, &it.columns);
                    for constraint in it.constraints {
                        if let TableConstraint::PrimaryKey(key) = constraint {
                            for column in key.columns {
                                let name = column.column.expr.to_string();
                                let columns = tables.0.get_mut(&it.name.to_string()).unwrap();
                                columns.get_mut(&name).unwrap().may_be_null = false;
                            }
                        }
                    }
                }
                Statement::AlterTable(it) => {
                    for operation in it.operations {
                        if let AlterTableOperation::AddColumn { column_def, .. } = operation {
                            tables.add(&it.name, &[column_def]);
                        }
                    }
                }
                _ => {}
            }
        }
        tables
    }

    fn add(&mut self, table: &ObjectName, columns: &[ColumnDef]) {
        let named = columns.iter().map(|it| (it.name.value.clone(), Column::of(it)));
        self.0.entry(table.to_string()).or_default().extend(named);
    }

    /// What is wrong with the order of anything in a statement.
    pub(super) fn faults(&self, sql: &str) -> Vec<String> {
        let statements = parse(sql).unwrap();
        let mut names = Names::default();
        let _ = statements.visit(&mut names);
        let mut orders = Orders { tables: self, names, faults: Vec::new() };
        let _ = statements.visit(&mut orders);
        orders.faults
    }
}

/// The tables of a statement, by the names that it gives them.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn add(&mut self, factor: &TableFactor) {
        if let TableFactor::Table { name, alias, .. } = factor {
            let known = alias.as_ref().map_or(name.to_string(), |it| it.name.value.clone());
            self.0.insert(known, name.to_string());
        }
    }

    /// Those of a query, without the queries in it.
    fn of(query: &Query) -> Self {
        let mut names = Self::default();
        if let SetExpr::Select(select) = &*query.body {
            for from in &select.from {
                names.add(&from.relation);
                from.joins.iter().for_each(|join| names.add(&join.relation));
            }
        }
        names
    }
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        self.add(factor);
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        self.0.insert(relation.to_string(), relation.to_string());
        ControlFlow::Continue(())
    }
}

struct Orders<'a> {
    tables: &'a Tables,
    names: Names,
    faults: Vec<String>,
}

impl Orders<'_> {
    /// The columns that an expression may be.
    fn columns(&self, names: &Names, expr: &Expr) -> Vec<(String, &Column)> {
        let (table, column): (Option<&Ident>, &Ident) = match expr {
            Expr::Identifier(column) => (None, column),
            Expr::CompoundIdentifier(parts) if parts.len() == 2 => (Some(&parts[0]), &parts[1]),
            _ => return Vec::new(),
        };
        let known = names.0.iter().filter(|(known, _)| table.is_none_or(|it| it.value == **known));
        let tables: BTreeSet<&String> = known.map(|(_, table)| table).collect();
        let found = tables.into_iter().filter_map(|table| {
            let found = self.tables.0.get(table)?.get(&column.value)?;
            Some((format!("{table}.{column}"), found))
        });
        found.collect()
    }

    /// Notes the columns that an expression may be, if they are texts without a collation.
    fn compare(&mut self, names: &Names, expr: &Expr) {
        let bare = self.columns(names, expr).into_iter();
        let bare = bare.filter(|(_, it)| it.is_text && !it.is_collated);
        let faults: Vec<_> = bare.map(|(name, _)| format!("{name} has no collation")).collect();
        self.faults.extend(faults);
    }

    fn compare_here(&mut self, exprs: &[&Expr]) {
        let names = std::mem::take(&mut self.names);
        for expr in exprs {
            self.compare(&names, expr);
        }
        self.names = names;
    }
}

impl Visitor for Orders<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let Some(order) = &query.order_by else { return ControlFlow::Continue(()) };
        let OrderByKind::Expressions(by) = &order.kind else {
            return ControlFlow::Continue(());
        };
        let names = Names::of(query);
        for it in by {
            self.compare(&names, &it.expr);
            let may_be_null = self.columns(&names, &it.expr).into_iter();
            let may_be_null = may_be_null.filter(|(_, it)| it.may_be_null);
            if it.options.nulls_first.is_none() {
                let faults: Vec<_> =
                    may_be_null.map(|(name, _)| format!("{name} may be null")).collect();
                self.faults.extend(faults);
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        use BinaryOperator::{Gt, GtEq, Lt, LtEq};
        match expr {
            Expr::BinaryOp { left, op: Lt | LtEq | Gt | GtEq, right } => {
                self.compare_here(&[left, right]);
            }
            Expr::Between { expr, .. } => self.compare_here(&[expr]),
            Expr::Function(call) if ["MIN", "MAX"].contains(&&*call.name.to_string()) => {
                if let FunctionArguments::List(list) = &call.args
                    && let [FunctionArg::Unnamed(FunctionArgExpr::Expr(it))] = &*list.args
                {
                    self.compare_here(&[it]);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// Whether a query has an order; a statement that writes and returns rows cannot.
pub(super) fn has_order(sql: &str) -> bool {
    let statements = parse(sql).unwrap();
    statements.iter().all(|it| match it {
        Statement::Query(query) => query.order_by.is_some(),
        _ => true,
    })
}

#[test]
fn an_order_that_depends_on_the_database_is_found() {
    let tables = Tables::of([
        r#"CREATE TABLE a (x TEXT NOT NULL, c TEXT COLLATE "C" NOT NULL, n BIGINT, k BIGINT, PRIMARY KEY (k))"#,
        "CREATE TABLE b (x TEXT NOT NULL, n BIGINT NOT NULL)",
        r#"ALTER TABLE b ADD COLUMN y TEXT COLLATE "C""#,
    ]);
    let (x, b) = ("a.x has no collation", "b.x has no collation");
    for (sql, faults) in [
        ("SELECT x FROM a ORDER BY c, k, n NULLS LAST", &[][..]),
        ("SELECT x FROM a ORDER BY x", &[x]),
        ("SELECT x FROM a ORDER BY x COLLATE \"C\"", &[]),
        ("SELECT n FROM a ORDER BY n DESC", &["a.n may be null"]),
        ("SELECT b.n FROM a JOIN b ON a.n = b.n ORDER BY b.n", &[]),
        ("SELECT z.y FROM b z ORDER BY z.y", &["b.y may be null"]),
        ("SELECT n FROM a WHERE x > $1", &[x]),
        ("SELECT n FROM a WHERE $1 >= x AND c < $2", &[x]),
        ("SELECT n FROM a WHERE k BETWEEN $1 AND $2 AND x BETWEEN $3 AND $4", &[x]),
        ("DELETE FROM a WHERE x <= $1", &[x]),
        ("SELECT MAX(a.x), MIN(c) FROM a", &[x]),
        ("SELECT c FROM a WHERE c IN (SELECT x FROM b ORDER BY x) ORDER BY c", &[b]),
    ] {
        assert_eq!(tables.faults(sql), faults, "{sql}");
    }
    assert!(has_order("SELECT x FROM a ORDER BY c") && has_order("DELETE FROM a RETURNING x"));
    assert!(!has_order("SELECT x FROM (SELECT x FROM a ORDER BY c) AS b"));
}
