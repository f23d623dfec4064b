#!/usr/bin/env python3
"""The same exercise with pandas and scikit-learn: reads banking.csv, writes batch-sklearn.csv."""
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, recall_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

data = pd.read_csv('banking.csv')
features, label = data.drop(columns='y'), data.y
known, kept_back, answers, truth = train_test_split(features, label, test_size=0.3, random_state=0, stratify=label)
recipe = make_column_transformer((StandardScaler(), make_column_selector(dtype_include='number')), (OneHotEncoder(handle_unknown='ignore'), make_column_selector(dtype_exclude='number')))
model = make_pipeline(recipe, LogisticRegression(max_iter=2000)).fit(known, answers)
score = model.predict_proba(kept_back)[:, 1]
pd.DataFrame({'trueLabel': truth, 'bestAnswer': (score > 0.35).astype(int), 'score': score.round(6)}).to_csv('batch-sklearn.csv', index=False)
print('rows', len(data), 'positive %.3f' % label.mean(), 'AUC %.3f' % roc_auc_score(truth, score))
for threshold in (0.5, 0.35, 0.2):
    print('threshold', threshold, 'precision %.3f' % precision_score(truth, score > threshold), 'recall %.3f' % recall_score(truth, score > threshold))
