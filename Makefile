# 两条主要命令：make site（生成网站）、make test（全部检查和测试）。其余见 make help。
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP_QUIET := --quiet --disable-pip-version-check --no-input --use-pep517

.PHONY: help site check serve test test-exports lint types contracts unit e2e system schema lock clean

help: ## 列出命令
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新的版本，请先安装：https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "建立虚拟环境失败。Debian、Ubuntu 上请先运行：sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.site: requirements/site.txt pyproject.toml | $(BIN)/python
	@echo "安装生成网站所需的包（第一次约一分钟）……"
	@$(BIN)/python -m pip install $(PIP_QUIET) --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install $(PIP_QUIET) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	@echo "安装检查和测试所需的包……"
	@$(BIN)/python -m pip install $(PIP_QUIET) --require-hashes -r requirements/dev.txt
	@touch $@

site: $(VENV)/.site ## 生成网站到 site/，双击 site/index.html 打开
	@$(BIN)/anliku build

check: $(VENV)/.site ## 检查全部案例和知识
	@$(BIN)/anliku check

serve: $(VENV)/.site ## 在本机预览，改了文件自动重新生成
	@$(BIN)/anliku serve

schema: $(VENV)/.site ## 按模型重写 kb/schema/
	@$(BIN)/anliku schema

test: lint types contracts system unit e2e ## 全部检查和测试

lint: $(VENV)/.dev ## 代码风格
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## 类型
	@$(BIN)/mypy

contracts: $(VENV)/.dev ## 模块之间谁可以引用谁
	@$(BIN)/lint-imports --no-cache

system: $(VENV)/.dev ## 测试所需的系统软件（没有就安装）
	@$(BIN)/python tests/system.py

unit: $(VENV)/.dev ## 单元测试和样本比对
	@$(BIN)/pytest -q -n auto -m "not e2e and not office"

e2e: $(VENV)/.dev system ## 在真正的浏览器里测试生成的网站
	@$(BIN)/pytest -q -m e2e

test-exports: $(VENV)/.dev ## 用别的程序打开导出的文件（LibreOffice、epubcheck）
	@$(BIN)/python tests/system.py --exports
	@$(BIN)/pytest -q -m office

lock: ## 重新锁定版本（维护者用，需要 uv）
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements/site.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra dev -c requirements/site.txt -o requirements/dev.txt

clean: ## 删除生成的东西（不删 .venv）
	rm -rf site build
