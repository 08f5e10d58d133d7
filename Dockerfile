# Alongside for production: web, worker and beat are one image with three commands (compose.yaml).

# Bootstrap's style sheet and the icons. A running site needs no Node.
FROM node:24-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --loglevel=error

FROM python:3.13-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt requirements-extra.txt constraints.txt ./
# Nothing is compiled: no compiler has to be installed.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: \
        --requirement requirements.txt --requirement requirements-extra.txt
COPY . .
COPY --from=front-end /app/node_modules node_modules
# The demo's settings, because the secrets of production are not known here. What was only needed
# to draw the icons is left behind; bytecode is written now, since nobody can when it runs.
RUN /venv/bin/python tools/build_icons.py \
    && ALONGSIDE_DEMO=1 ALONGSIDE_DATA=/tmp/demo /venv/bin/python manage.py collectstatic --noinput \
    && mv /tmp/demo/static staticfiles \
    && rm -r node_modules/bootstrap-icons \
    && /venv/bin/python -m compileall -q .

FROM python:3.13-slim
# Owned by root and read only for whoever runs it; files that people add lie on a volume.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin alongside \
    && install --directory --owner=alongside --group=alongside --mode=0700 /var/lib/alongside
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BIND=0.0.0.0 \
    PORT=8000 \
    EVIDENCE_DIR=/var/lib/alongside/evidence \
    SEAL_FILE=/var/lib/alongside/ledger-seals.jsonl
USER 10001
VOLUME /var/lib/alongside
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s \
    CMD ["python", "tools/health_check.py"]
CMD ["gunicorn", "--config", "python:config.gunicorn"]
