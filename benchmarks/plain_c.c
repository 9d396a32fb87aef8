/* A network trained by plain loops: what a compiler makes of the formulas, without a library of matrix products.
   Samples lie one after the other, (n, height, width, channels); all layers share one vector of parameters. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINEAR, TANH, SIGMOID, RELU, CONVOLUTION, POOL };
enum { MSE, CROSS_ENTROPY };

typedef struct {
  int kind;
  int height, width, inputs;            /* of what comes in; inputs are channels */
  int rows, columns, outputs;           /* of what goes out */
  int kernel_rows, kernel_columns;      /* of a convolution or a pool */
  float *weights, *bias, *dweights, *dbias;
  float *y, *dx;
  int *winner;
} Layer;

typedef struct {
  Layer *layers;
  int count, parameters, loss;
  float *theta, *dtheta, *slope;
} Network;

static int size_in(const Layer *l) { return l->height * l->width * l->inputs; }
static int size_out(const Layer *l) { return l->rows * l->columns * l->outputs; }

/* numbers: kind, height, width, inputs, rows, columns, outputs, kernel rows, kernel columns for each layer */
Network *network_new(const int *numbers, int count, int loss, int samples, const float *theta, int parameters) {
  Network *net = calloc(1, sizeof *net);
  net->layers = calloc(count, sizeof *net->layers);
  net->count = count;
  net->loss = loss;
  net->parameters = parameters;
  net->theta = malloc(parameters * sizeof(float));
  net->dtheta = calloc(parameters, sizeof(float));
  memcpy(net->theta, theta, parameters * sizeof(float));
  int at = 0;
  for (int i = 0; i < count; i++) {
    Layer *l = &net->layers[i];
    memcpy(l, numbers + 9 * i, 9 * sizeof(int));
    l->y = malloc((size_t)samples * size_out(l) * sizeof(float));
    l->dx = malloc((size_t)samples * size_in(l) * sizeof(float));
    if (l->kind == POOL) l->winner = malloc((size_t)samples * size_out(l) * sizeof(int));
    if (l->kind == LINEAR || l->kind == CONVOLUTION) {
      int weights = (l->kind == LINEAR ? size_in(l) : l->kernel_rows * l->kernel_columns * l->inputs) * l->outputs;
      l->weights = net->theta + at, l->dweights = net->dtheta + at, at += weights;
      l->bias = net->theta + at, l->dbias = net->dtheta + at, at += l->outputs;
    }
  }
  net->slope = malloc((size_t)samples * size_out(&net->layers[count - 1]) * sizeof(float));
  return net;
}

void network_free(Network *net) {
  for (int i = 0; i < net->count; i++) free(net->layers[i].y), free(net->layers[i].dx), free(net->layers[i].winner);
  free(net->slope), free(net->layers), free(net->theta), free(net->dtheta), free(net);
}

const float *network_theta(const Network *net) { return net->theta; }

/* y += x W: one row of W after the other, for a run of inputs */
static void weigh(float *restrict y, const float *restrict x, const float *restrict w, int inputs, int outputs) {
  for (int i = 0; i < inputs; i++)
    for (int j = 0; j < outputs; j++) y[j] += x[i] * w[i * outputs + j];
}

/* dW += x dyᵀ, dx += W dy */
static void unweigh(float *restrict dw, float *restrict dx, const float *restrict x, const float *restrict w,
                    const float *restrict dy, int inputs, int outputs) {
  for (int i = 0; i < inputs; i++) {
    float sum = 0;
    for (int j = 0; j < outputs; j++) {
      dw[i * outputs + j] += x[i] * dy[j];
      sum += w[i * outputs + j] * dy[j];
    }
    dx[i] += sum;
  }
}

static void forward(Layer *l, const float *x, int n) {
  int in = size_in(l), out = size_out(l);
  switch (l->kind) {
    case TANH:
      for (int i = 0; i < n * out; i++) l->y[i] = tanhf(x[i]);
      break;
    case SIGMOID:
      for (int i = 0; i < n * out; i++) l->y[i] = 1 / (1 + expf(-x[i]));
      break;
    case RELU:
      for (int i = 0; i < n * out; i++) l->y[i] = x[i] > 0 ? x[i] : 0;
      break;
    case LINEAR:
      for (int s = 0; s < n; s++) {
        memcpy(l->y + s * out, l->bias, out * sizeof(float));
        weigh(l->y + s * out, x + s * in, l->weights, in, out);
      }
      break;
    case CONVOLUTION:
      for (int s = 0; s < n; s++)
        for (int r = 0; r < l->rows; r++)
          for (int c = 0; c < l->columns; c++) {
            float *y = l->y + s * out + (r * l->columns + c) * l->outputs;
            memcpy(y, l->bias, l->outputs * sizeof(float));
            int run = l->kernel_columns * l->inputs;
            for (int k = 0; k < l->kernel_rows; k++)
              weigh(y, x + s * in + ((r + k) * l->width + c) * l->inputs, l->weights + k * run * l->outputs, run, l->outputs);
          }
      break;
    case POOL:
      for (int s = 0; s < n; s++)
        for (int r = 0; r < l->rows; r++)
          for (int c = 0; c < l->columns; c++)
            for (int f = 0; f < l->outputs; f++) {
              int best = -1;
              for (int a = 0; a < l->kernel_rows; a++)
                for (int b = 0; b < l->kernel_columns; b++) {
                  int at = s * in + ((r * l->kernel_rows + a) * l->width + c * l->kernel_columns + b) * l->inputs + f;
                  if (best < 0 || x[at] > x[best]) best = at;
                }
              int to = s * out + (r * l->columns + c) * l->outputs + f;
              l->y[to] = x[best], l->winner[to] = best;
            }
  }
}

static void backward(Layer *l, const float *x, const float *dy, int n) {
  int in = size_in(l), out = size_out(l);
  if (l->kind == LINEAR || l->kind == CONVOLUTION || l->kind == POOL) memset(l->dx, 0, (size_t)n * in * sizeof(float));
  switch (l->kind) {
    case TANH:
      for (int i = 0; i < n * out; i++) l->dx[i] = dy[i] * (1 - l->y[i] * l->y[i]);
      break;
    case SIGMOID:
      for (int i = 0; i < n * out; i++) l->dx[i] = dy[i] * l->y[i] * (1 - l->y[i]);
      break;
    case RELU:
      for (int i = 0; i < n * out; i++) l->dx[i] = l->y[i] > 0 ? dy[i] : 0;
      break;
    case LINEAR:
      for (int s = 0; s < n; s++) {
        for (int j = 0; j < out; j++) l->dbias[j] += dy[s * out + j];
        unweigh(l->dweights, l->dx + s * in, x + s * in, l->weights, dy + s * out, in, out);
      }
      break;
    case CONVOLUTION:
      for (int s = 0; s < n; s++)
        for (int r = 0; r < l->rows; r++)
          for (int c = 0; c < l->columns; c++) {
            const float *d = dy + s * out + (r * l->columns + c) * l->outputs;
            int run = l->kernel_columns * l->inputs;
            for (int j = 0; j < l->outputs; j++) l->dbias[j] += d[j];
            for (int k = 0; k < l->kernel_rows; k++) {
              int at = s * in + ((r + k) * l->width + c) * l->inputs, from = k * run * l->outputs;
              unweigh(l->dweights + from, l->dx + at, x + at, l->weights + from, d, run, l->outputs);
            }
          }
      break;
    case POOL:
      for (int i = 0; i < n * out; i++) l->dx[l->winner[i]] += dy[i];
  }
}

/* The loss of the outputs z (n, outputs), and its gradient dz. */
static float loss_of(int loss, const float *z, float *dz, const float *targets, const long long *classes, int n, int outputs) {
  float value = 0;
  if (loss == MSE) {
    for (int i = 0; i < n * outputs; i++) {
      float d = z[i] - targets[i];
      value += d * d, dz[i] = 2 * d / (n * outputs);
    }
    return value / (n * outputs);
  }
  for (int s = 0; s < n; s++, z += outputs, dz += outputs) {
    float most = z[0], total = 0;
    for (int j = 1; j < outputs; j++) most = z[j] > most ? z[j] : most;
    value -= z[classes[s]] - most;
    for (int j = 0; j < outputs; j++) total += dz[j] = expf(z[j] - most);
    value += logf(total);
    for (int j = 0; j < outputs; j++) dz[j] = (dz[j] / total - (j == classes[s])) / n;
  }
  return value / n;
}

/* One update of stochastic gradient descent; the loss before it. */
float network_step(Network *net, const float *x, const float *targets, const long long *classes, int n, float rate) {
  const float *values = x;
  for (int i = 0; i < net->count; i++) forward(&net->layers[i], values, n), values = net->layers[i].y;
  Layer *last = &net->layers[net->count - 1];
  float value = loss_of(net->loss, last->y, net->slope, targets, classes, n, size_out(last));
  memset(net->dtheta, 0, net->parameters * sizeof(float));
  const float *slope = net->slope;
  for (int i = net->count - 1; i >= 0; i--) {
    backward(&net->layers[i], i ? net->layers[i - 1].y : x, slope, n);
    slope = net->layers[i].dx;
  }
  for (int i = 0; i < net->parameters; i++) net->theta[i] -= rate * net->dtheta[i];
  return value;
}
